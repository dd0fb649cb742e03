"""Making and handing out transcripts. Every function runs inside the writer."""

from __future__ import annotations

import uuid
from datetime import timedelta

import msgspec
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.policies import VERSIONS
from polylogue.dialogues import policies
from polylogue.dialogues.models import Participation
from polylogue.jobs import queue
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience
from polylogue.transcripts import entries, recalling
from polylogue.transcripts.choices import Choices, Purpose
from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.filing import FORMS
from polylogue.transcripts.making import WriteExport
from polylogue.transcripts.models import KEPT, KEPT_OWN, Download, Export
from polylogue.transcripts.policies import TAKE_OWN
from rooms.models import Room

MOST_AT_ONCE = 3
MOST_KEPT = 20


class TooMany(Refusal):
    code = "too-many-exports"
    status = 429
    sentence = _("Your exports are still being made. Wait for them, or cancel one.")


class Enough(Refusal):
    code = "enough-exports"
    status = 429
    sentence = _("Many of your exports are ready. Fetch one of them, or wait until they expire.")


def download_transcript(by: Participation, *, room: Room | None, format: str) -> int:
    """Registers a download of everything up to now, and says so after that; returns its id."""
    by.require(policies.EXPORT)
    dialogue = by.dialogue
    download = Download.objects.create(
        dialogue=dialogue,
        room=room,
        format=format,
        heads=transcript_of(dialogue, room).heads,
        by=by.person,
    )
    downloaded = entries.TranscriptDownloaded(
        download=download.pk,
        room=room.pk if room else None,
        title=room.title if room else dialogue.title,
        format=format,
    )
    journal.append(dialogue.stream_id, downloaded, by=by.person_id, audience=Audience.CREW)
    return download.pk


def ask_export(by: Participation, *, choices: Choices, forms: list[str]) -> str:
    """Has files made of everything up to now; returns the export's id."""
    require(by, choices.purpose)
    if choices.kept:
        by.require(VERSIONS)
    if not forms or not set(forms) <= FORMS.keys() or len(set(forms)) < len(forms):
        raise Invalid
    if Export.objects.under_way().filter(by=by.person).count() >= MOST_AT_ONCE:
        raise TooMany
    if Export.objects.to_fetch().filter(by=by.person, purpose=choices.purpose).count() >= MOST_KEPT:
        raise Enough
    export = _asked(by, choices, forms)
    if not export.is_for_one:
        asked = entries.ExportAsked(str(export.pk), export.purpose, forms, choices.kept)
        _tell_crew(by, asked)
    queue.enqueue(WriteExport(export=str(export.pk)))
    return str(export.pk)


def cancel_export(by: Participation, export: uuid.UUID) -> None:
    """Whoever writes it stops at the next step; one that is made already stays."""
    found = visible(by, export)
    Export.objects.under_way().filter(pk=found.pk).update(cancelled_at=timezone.now())


def hand_out(by: Participation, export: uuid.UUID) -> int:
    """Registers that somebody is given the files; raises NotFound once they may not be had any more."""
    found = to_fetch(by, export)
    download = Download.objects.create(
        dialogue=by.dialogue,
        export=found,
        format=Download.Format.PACKAGE,
        heads=found.heads,
        by=by.person,
    )
    if not found.is_for_one:
        _tell_crew(by, entries.ExportFetched(str(found.pk), download.pk))
    return download.pk


def hand_out_personal(by: Participation) -> int:
    """Registers that somebody is given what the site keeps of them in this dialogue."""
    by.require(TAKE_OWN)
    download = Download.objects.create(
        dialogue=by.dialogue, format=Download.Format.PERSONAL, by=by.person
    )
    return download.pk


def finish_download(download: int, *, sha256: str) -> None:
    """Keeps the hash of a file that left in full; one that broke off stays without."""
    unfinished = Download.objects.filter(pk=download, finished_at=None)
    unfinished.update(sha256=sha256, finished_at=timezone.now())


def require(by: Participation, purpose: Purpose | str) -> None:
    is_for_one = purpose in {Purpose.VIEW, Purpose.OWN}
    by.require(TAKE_OWN if is_for_one else policies.EXPORT)


def visible(by: Participation, export: uuid.UUID) -> Export:
    """An export of this dialogue: one's own, or for staff one of the dialogue's; or NotFound."""
    found = Export.objects.select_related("dialogue", "by").filter(pk=export, dialogue=by.dialogue)
    for one in found:
        if one.by_id == by.person_id if one.is_for_one else by.may(policies.EXPORT):
            return one
    raise NotFound


def to_fetch(by: Participation, export: uuid.UUID) -> Export:
    """The same, if its files are there and hold nothing that may not be told any more; or NotFound."""
    found = visible(by, export)
    is_there = Export.objects.to_fetch().filter(pk=found.pk).exists()
    if not is_there or recalling.is_overtaken(found):
        raise NotFound
    return found


def _asked(by: Participation, choices: Choices, forms: list[str]) -> Export:
    is_for_one = choices.purpose in {Purpose.VIEW, Purpose.OWN}
    transcript = transcript_of(
        by.dialogue, choices=choices, reader=by.person_id if is_for_one else None
    )
    kept: timedelta = KEPT_OWN if is_for_one else KEPT
    return Export.objects.create(
        dialogue=by.dialogue,
        by=by.person,
        purpose=choices.purpose,
        choices=msgspec.to_builtins(choices),
        forms=forms,
        heads=transcript.heads,
        expires_at=timezone.now() + kept,
        total=len(forms) * sum(part.head for part in transcript.parts),
    )


def _tell_crew(by: Participation, fact: Fact) -> None:
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
