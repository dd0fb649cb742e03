"""Messages that are taken up on a board: what of them may go where, and the mark that they carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from chat import entries, looks, menu
from chat.models import Message
from chat.places import Place, at_places
from chat.resolving import resolve_messages
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.facts import forget_with, resolve_with
from polylogue.log.models import Entry
from rooms import confidentiality
from rooms.models import Room
from rooms.promotions import policies, sources, tracing
from rooms.promotions.models import Promotion
from rooms.promotions.sources import Offered, Trace, Words
from rooms.promotions.wording import titled

NAME = "promoted"
PLACE = re.compile(r"(\d{1,15})-(\d{1,15})", re.ASCII)

looks.declare(NAME, "chat/_promoted.html")
menu.declare(
    menu.Choice("promote", _lazy("Put on a board"), "pin", policies.PROMOTE, needs="dialogue")
)

# Who has the room open gets the message again, with its mark.
resolve_with("chat.message_promoted")(resolve_messages)


@looks.tells(NAME)
def told(stream: int, look: dict[str, Any]) -> list[str]:
    """In a transcript: the address, at which it is asked who may see it."""
    url = Promotion(pk=look["promotion"]).get_absolute_url()
    return [f"put on a board: {settings.ORIGINS[0]}{url}"]


class Messages(sources.Source):
    kind: ClassVar[str] = "message"
    called: ClassVar[Words] = _lazy("A message")

    def is_place(self, place: str) -> bool:
        return PLACE.fullmatch(place) is not None

    def offer(self, by: Participation, place: str) -> Offered:
        """What may not leave the room stays in it; elsewhere it names only whom the rule lets it name."""
        where = _place(place)
        message = at_places([where]).get(where)
        room = _rooms(by, [where]).get(where[0])
        if message is None or message.is_gone or room is None:
            raise NotFound(_("This message is not there any more."))
        rule = confidentiality.rule_of(*where, changed_at=message.edited_at)
        leaves = confidentiality.leaves_room(rule)
        return Offered(
            words=titled(_without_names(message, rule)),
            at_home=titled(message.text),
            home=room.pk,
            only_in=None if leaves else frozenset({room.pk}),
            url=reverse("chat:message", args=[by.dialogue.slug, room.pk, message.seq]),
        )

    def traces(self, places: Iterable[str], by: Participation, room: Room) -> Mapping[str, Trace]:
        wanted = {place: _place(place) for place in places}
        found = {
            place: message
            for place, message in at_places(wanted.values()).items()
            if not message.is_gone
        }
        rules = confidentiality.rules_of({place: m.edited_at for place, m in found.items()})
        people = cards(by.dialogue_id, {message.author_id for message in found.values()})
        rooms = _rooms(by, found)
        return {
            name: Trace(
                called=self.called,
                author=_author(rules[where], people[found[where].author_id], where, room),
                url=_address(by, rooms.get(where[0]), where),
            )
            for name, where in wanted.items()
            if where in found
        }

    def streams(self, by: Participation, place: str) -> tuple[int, ...]:
        return (_place(place)[0],) if _rooms(by, [_place(place)]) else ()

    def tell(self, promotion: Promotion) -> None:
        stream, seq = _place(promotion.place)
        for message in Message.objects.filter(stream=stream, seq=seq):
            message.marks = {**message.marks, NAME: {"promotion": promotion.pk}}
            message.save(update_fields=["marks"])
        fact = entries.MessagePromoted(message=seq, promotion=promotion.pk)
        journal.append(stream, fact, by=promotion.by_id)


sources.declare(Messages())


@forget_with("chat.message_posted", "chat.reply_posted", "chat.message_edited")
def forget_words(entry: Entry) -> None:
    tracing.forget("message", f"{entry.stream_id}-{entry.data.get('message', entry.seq)}")


def _place(place: str) -> Place:
    stream, _dash, seq = place.partition("-")
    return int(stream), int(seq)


def _rooms(by: Participation, places: Iterable[Place]) -> dict[int, Room]:
    """By stream, the rooms of these messages that the person can follow."""
    found = Room.objects.visible_to(by.person).filter(
        dialogue=by.dialogue_id, stream__in={stream for stream, _seq in places}
    )
    return {room.stream_id: room for room in found}


def _author(rule: str, card: dict[str, Any], where: Place, room: Room) -> str:
    """On a board of the same room by name; elsewhere as the rule says that held when it was said."""
    if room.stream_id == where[0]:
        return str(card["name"])
    shown = confidentiality.author_outside(rule, card)
    return ", ".join(shown[part] for part in ("name", "city") if part in shown)


def _address(by: Participation, room: Room | None, where: Place) -> str:
    return reverse("chat:message", args=[by.dialogue.slug, room.pk, where[1]]) if room else ""


def _without_names(message: Message, rule: str) -> str:
    """Outside of the room nobody is named whom the rule does not let be named."""
    text = message.text
    if rule != Room.Rule.PUBLIC:
        for mark in message.marks.get("mentions", ()):
            text = text.replace(f"@{mark['name']}", "…") if "person" in mark else text
    return text
