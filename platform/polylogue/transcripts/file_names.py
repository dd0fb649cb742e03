"""What files are called: of which dialogue, for whom, of when. A record must not be taken for what may be
passed on, nor the other way round."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import slugify

from polylogue.dialogues.models import Dialogue
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.formats import FORMATS
from polylogue.transcripts.models import Download, Export

LONGEST = 50
FOR_WHOM = {
    Purpose.RECORD: "record",
    Purpose.OUTSIDE: "to-pass-on",
    Purpose.VIEW: "all-i-can-follow",
    Purpose.OWN: "what-i-said",
}


def transcript(download: Download) -> str:
    """Of one that is handed out while it is read."""
    purpose = Purpose.OUTSIDE if download.format == Download.Format.EXTRACT else Purpose.RECORD
    room = download.room.title if download.room else ""
    name = _name(download.dialogue, room, FOR_WHOM[purpose], at=download.at)
    return f"{name}.{FORMATS[download.format].ending}"


def package(export: Export) -> str:
    whom = FOR_WHOM[Purpose(export.purpose)]
    return f"{_name(export.dialogue, whom, at=export.asked_at)}.zip"


def personal(dialogue: Dialogue) -> str:
    return f"{_name(dialogue, 'personal-data')}.json"


def _name(dialogue: Dialogue, *more: str, at: datetime | None = None) -> str:
    """The time is that of the dialogue."""
    moment = f"{at.astimezone(dialogue.zone):%Y-%m-%d-%H%M}" if at else ""
    return "-".join(filter(None, [*map(_short, (dialogue.title, *more)), moment]))


def _short(title: str) -> str:
    """As it can stand in the name of a file, without half a word at its end."""
    slug = slugify(title)
    return (
        slug if len(slug) <= LONGEST else slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    )
