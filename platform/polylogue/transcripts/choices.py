"""What somebody chose to have told, of what, and how its people are shown."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Purpose(StrEnum):
    """For whom it is told, which decides what of it there is to tell."""

    RECORD = "record"  # for those who keep it: all that the crew can follow
    OUTSIDE = "outside"  # to pass on: what may leave each room, as its rule says
    VIEW = "view"  # for one person: what they can follow
    OWN = "own"  # for one person: what they did themselves


class Naming(StrEnum):
    NAMES = "names"
    INITIALS = "initials"
    PSEUDONYMS = "pseudonyms"
    CITY = "city"


NAMINGS: dict[Naming, str | Promise] = {
    Naming.NAMES: _("Names"),
    Naming.INITIALS: _("Initials"),
    Naming.PSEUDONYMS: _("Pseudonyms, the same person always the same one"),
    Naming.CITY: _("Cities in place of names"),
}

GROUPS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "messages": (_("Messages"), ("chat", "reactions")),
    "questions": (_("Questions and answers"), ("questions",)),
    "polls": (_("Polls and their results"), ("polls",)),
    "groups": (
        _("Group work and what groups bring home"),
        ("breakout", "harvest", "scripts", "help", "notices", "texts", "reports"),
    ),
    "boards": (_("Boards"), ("board",)),
    "practices": (_("Good practices, ideas and challenges"), ("followup", "challenges")),
    "people": (_("People, rooms and the programme"), ("dialogues", "rooms")),
    "keeping": (
        _("Moderation and the keeping of this record"),
        ("moderation", "log", "transcripts", "api"),
    ),
}
"""Kinds of entries to choose from: what each is called, and the wings whose entries it has."""

GROUP_OF = {wing: group for group, (_title, wings) in GROUPS.items() for wing in wings}


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`rooms`, `kinds`: none for all. `kept`: also the words of what was hidden or deleted since."""

    purpose: Purpose = Purpose.RECORD
    rooms: tuple[int, ...] = ()
    session: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    kinds: tuple[str, ...] = ()
    naming: Naming = Naming.NAMES
    language: str = ""
    time_zone: str = ""
    kept: bool = False

    @property
    def shows_names(self) -> bool:
        return self.naming is Naming.NAMES

    def wants(self, kind: str) -> bool:
        return not self.kinds or group_of(kind) in self.kinds


EVERYTHING = Choices()


def group_of(kind: str) -> str:
    return GROUP_OF.get(kind.partition(".")[0], "people")
