"""What the editors of a good practice write, made sound: nothing else becomes an edition."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chat.attachments.models import File
from chat.places import Place, within
from polylogue.followup.models import Edition, Practice
from polylogue.followup.models.practice import LONG
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.log import journal

LINES = ("title", "city", "contact")
TEXTS = (
    "starting_point",
    "what_was_done",
    "who_was_involved",
    "cost_and_time",
    "results",
    "what_failed",
    "conditions",
)
CHOICES = ("country", "sector")
LISTS = ("topics", "files")
FIELDS = (*LINES, *CHOICES, *TEXTS, *LISTS)
MOST_TOPICS, TOPIC_LENGTH = 12, 60

Fields = dict[str, Any]


def new_edition(practice: Practice, fields: Fields, places: Iterable[Place], *, by: int) -> Edition:
    """The edition with the practice's own number; raises Invalid in the editors' words."""
    edition = Edition(
        practice=practice,
        number=practice.edition,
        written_by_id=by,
        written_at=journal.now(),
        **cleaned(fields, places),
    )
    try:
        edition.clean_fields(exclude=["practice", "written_by"])
    except ValidationError as problem:
        raise Invalid(_in_words(problem)) from problem
    edition.save()
    return edition


def cleaned(fields: Fields, places: Iterable[Place]) -> Fields:
    found = {name: wording.name(str(fields.get(name) or "")) for name in LINES}
    found |= {name: wording.text(str(fields.get(name) or "")) for name in TEXTS}
    found |= {name: str(fields.get(name) or "") for name in CHOICES}
    if not found["title"]:
        raise Invalid(_("Give the good practice a title."))
    for name in TEXTS:
        if len(found[name]) > LONG:
            label = {"name": heading(name), "most": LONG}
            raise Invalid(_("%(name)s: up to %(most)d characters, please.") % label)
    return found | {
        "topics": _topics(fields.get("topics") or ()),
        "files": _files(fields.get("files") or (), places),
    }


def content(edition: Edition) -> Fields:
    """What an edition says, field by field, to compare it or to go on from it."""
    said = {name: getattr(edition, name) for name in FIELDS}
    return said | {"country": str(edition.country.code or "")}


def heading(name: str) -> str:
    """What a field is called, as it stands above it."""
    label = str(getattr(Edition._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def files_of(places: Iterable[Place]) -> list[File]:
    """What these messages carry; the files of a message that is gone are not there any more."""
    found = File.objects.filter(within(places)).exclude(seq=None)
    return list(found.order_by("stream", "seq", "number"))


def _topics(written: Iterable[str]) -> list[str]:
    topics = list(dict.fromkeys(filter(None, (wording.name(str(one)) for one in written))))
    if len(topics) > MOST_TOPICS or any(len(topic) > TOPIC_LENGTH for topic in topics):
        raise Invalid(_("Up to 12 topics, each of up to 60 characters."))
    return topics


def _files(chosen: Iterable[str], places: Iterable[Place]) -> list[str]:
    """In the order of the messages; raises Invalid for a file of another one."""
    wanted = {str(one) for one in chosen}
    there = [str(file.pk) for file in files_of(places)]
    if not wanted <= set(there):
        raise Invalid(_("Only files of the pinned messages can be part of a good practice."))
    return [one for one in there if one in wanted]


def _in_words(problem: ValidationError) -> str:
    for name, messages in problem.message_dict.items():
        return f"{heading(name)}: {messages[0]}"
    return str(problem)


def file_ids(edition: Edition) -> list[uuid.UUID]:
    return [uuid.UUID(one) for one in edition.files]
