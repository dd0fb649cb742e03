"""Who did what to whom, and why: read from the log, which is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chat.models import Message
from chat.moderation.reporting import done_in_words
from chat.places import within
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue
from polylogue.kit import instants
from polylogue.log import facts
from polylogue.log.models import Audience, Entry
from rooms.models import Room

PAGE = 50
DELETED = "chat.message_deleted"
REMOVED = "moderation.person_removed"

KINDS: dict[str, str | Promise] = {
    "moderation.message_reported": _("Reported a message"),
    "moderation.reports_resolved": _("Dealt with a report"),
    "moderation.message_hidden": _("Hid a message"),
    "moderation.message_shown": _("Showed a message again"),
    DELETED: _("Deleted somebody's message"),
    "moderation.person_muted": _("Muted"),
    "moderation.mute_lifted": _("Lifted a mute"),
    "moderation.slow_mode_set": _("Changed slow mode"),
    REMOVED: _("Removed or banned"),
    "moderation.ban_lifted": _("Lifted a ban"),
    "dialogues.person_readmitted": _("Let in again"),
    "dialogues.roles_changed": _("Changed roles"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the trail; `whom` is none for what was done to a room."""

    entry: Entry
    what: str
    who: str
    whom: str | None
    room: Room | None
    message: int | None
    because: str


def page(
    dialogue: Dialogue, *, before: datetime | None, **about: Any
) -> tuple[list[Deed], datetime | None]:
    """The newest deeds before this moment, and the one before which there are more."""
    found = read(dialogue, before=before, **about)
    return instants.page(found, PAGE, lambda deed: deed.entry.at)


def read(
    dialogue: Dialogue, *, person: int | None = None, kind: str = "", before: datetime | None = None
) -> list[Deed]:
    """The newest deeds, of a kind, and by or to a person; one more than a page if there are more."""
    found = _entries(dialogue).filter(kind=kind) if kind in KINDS else _entries(dialogue)
    if before:
        found = found.filter(at__lt=before)
    if person:
        found = found.filter(
            Q(actor=person) | Q(data__person=person) | _deletions(dialogue, author=person)
        )
    return _deeds(dialogue, list(found.order_by("-at", "-stream_id", "-seq")[: PAGE + 1]))


def _entries(dialogue: Dialogue) -> QuerySet[Entry]:
    kinds = Q(kind__in=KINDS.keys() - {DELETED}) | _deletions(dialogue)
    told = Entry.objects.filter(kinds, stream__in=_streams(dialogue))
    return told.exclude(audience=Audience.PERSON)


def _streams(dialogue: Dialogue) -> list[int]:
    return [dialogue.stream_id, *dialogue.rooms.values_list("stream_id", flat=True)]


def _deletions(dialogue: Dialogue, **about: Any) -> Q:
    """The entries that deleted messages of somebody else than who did it."""
    gone = Message.objects.filter(
        deleted_by__isnull=False, stream__room__dialogue=dialogue, **about
    )
    by_others = gone.exclude(deleted_by=F("author")).exclude(deleted_by=F("author__merged_into"))
    places = by_others.values_list("stream_id", "seq")
    return Q(kind=DELETED) & within(places, "data__message")


def _deeds(dialogue: Dialogue, entries: list[Entry]) -> list[Deed]:
    shown = facts.resolve(entries)
    rooms = {room.stream_id: room for room in dialogue.rooms.select_related("dialogue")}
    by_pk = {room.pk: room for room in rooms.values()}
    authors = _authors(entries)
    whom = {(e.stream_id, e.seq): e.data.get("person") or authors.get(_place(e)) for e in entries}
    known = cards(dialogue.pk, {e.actor_id for e in entries} | {p for p in whom.values() if p})
    names = {person: card["name"] for person, card in known.items()}
    return [
        Deed(
            entry=entry,
            what=_what(entry),
            who=names.get(entry.actor_id, ""),
            whom=names.get(whom[entry.stream_id, entry.seq] or 0),
            room=rooms.get(entry.stream_id) or by_pk.get(entry.data.get("room") or 0),
            message=entry.data.get("message"),
            because=str(shown[entry.stream_id, entry.seq].get("because", "")),
        )
        for entry in entries
    ]


def _what(entry: Entry) -> str:
    match entry.kind:
        case "moderation.reports_resolved":
            return f"{KINDS[entry.kind]}: {done_in_words(entry.data['outcome'])}"
        case "moderation.person_removed":
            return str(_("Banned") if entry.data["banned"] else _("Removed"))
        case _:
            return str(KINDS[entry.kind])


def _authors(entries: list[Entry]) -> dict[tuple[int, int], int]:
    deleted = {_place(entry) for entry in entries if entry.kind == DELETED}
    found = Message.objects.filter(within(deleted)) if deleted else Message.objects.none()
    return {(m.stream_id, m.seq): m.author_id for m in found}


def _place(entry: Entry) -> tuple[int, int]:
    return entry.stream_id, entry.data.get("message", 0)
