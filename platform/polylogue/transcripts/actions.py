"""Handing out transcripts. Every function runs inside the writer."""

from __future__ import annotations

from django.utils import timezone

from polylogue.dialogues import policies
from polylogue.dialogues.models import Participation
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.transcripts import entries
from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.models import Download
from rooms.models import Room


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


def finish_download(download: int, *, sha256: str) -> None:
    """Keeps the hash of a file that left in full; one that broke off stays without."""
    unfinished = Download.objects.filter(pk=download, finished_at=None)
    unfinished.update(sha256=sha256, finished_at=timezone.now())
