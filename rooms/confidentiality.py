"""What may leave a room, and how whoever said it is shown outside; docs/confidentiality.md tells why.

Inside, everyone who can follow the room sees everything with names. Whatever carries something out
of it (a library, a public page, a mail, a file to pass on, an API) asks here, message by message:
the rule of a message is the one that held when it was said, whatever the room's rule is now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polylogue.log import journal
from rooms import entries
from rooms.models import HeldRule, Room

Rule = Room.Rule
Place = tuple[int, int]
Said = TypeVar("Said")

STRICTEST = Rule.PRIVATE
STRICTNESS = list(Rule)

SAYS: dict[Rule, str | Promise] = {
    Rule.PRIVATE: _("What is said here stays here."),
    Rule.UNATTRIBUTED: _("What is said here may be used elsewhere, but not who said it."),
    Rule.BY_CITY: _("What is said here may be used elsewhere, with the city and without the name."),
    Rule.PUBLIC: _("What is said here is public, with names."),
}


def says(rule: str) -> str | Promise:
    """The rule in plain words, for everyone in the room."""
    return SAYS[Rule(rule)]


def leaves_room(rule: str) -> bool:
    """Whether what was said under this rule may be shown to anybody who cannot follow the room."""
    return Rule(rule) is not Rule.PRIVATE


def author_outside(rule: str, card: Mapping[str, Any]) -> dict[str, str]:
    """What of an author's card (polylogue.dialogues.cards) may stand beside their words outside."""
    shown = {
        Rule.PRIVATE: (),
        Rule.UNATTRIBUTED: (),
        Rule.BY_CITY: ("city",),
        Rule.PUBLIC: ("name", "place", "city", "organisation"),
    }
    return {part: card[part] for part in shown[Rule(rule)] if card.get(part)}


def strictest(rules: Iterable[str]) -> Rule:
    """The rule for something made of what was said under several; of nothing, the strictest."""
    return min(map(Rule, rules), key=STRICTNESS.index, default=STRICTEST)


def rule_of(stream: int, seq: int, *, changed_at: datetime | None = None) -> Rule:
    """The rule of what was said in a room's stream at `seq`; see `rules_of`."""
    return rules_of({(stream, seq): changed_at})[stream, seq]


def rules_of(places: Mapping[Place, datetime | None]) -> dict[Place, Rule]:
    """The rule of each message, by (stream, seq), with one query.

    The value is when it was last corrected, if ever: whoever corrects says it anew, so that the
    stricter rule of the two moments holds.
    """
    held: dict[int, list[HeldRule]] = defaultdict(list)
    found = HeldRule.objects.filter(room__stream__in={stream for stream, _ in places})
    for one in found.order_by("from_seq").select_related("room"):
        held[one.room.stream_id].append(one)
    return {place: _rule(held[place[0]], place[1], at) for place, at in places.items()}


def rules_since(said: Mapping[Said, tuple[Room, datetime]]) -> dict[Said, Rule]:
    """The strictest rule that held for each of several things, in its room from that moment until now."""
    held: dict[int, list[HeldRule]] = defaultdict(list)
    rooms = {room.pk for room, _at in said.values()}
    for one in HeldRule.objects.filter(room__in=rooms).order_by("from_seq"):
        held[one.room_id].append(one)
    return {key: _since(held[room.pk], room, at) for key, (room, at) in said.items()}


def set_rule(room: Room, rule: str, *, by: int) -> None:
    """From now on this rule holds in the room; its stream must be locked by the running command."""
    if rule != room.rule:
        entry = journal.append(room.stream_id, entries.RuleChanged(rule=rule), by=by)
        HeldRule.objects.create(room=room, from_seq=entry.seq, since=entry.at, rule=rule)
        Room.objects.filter(pk=room.pk).update(rule=rule)
        room.rule = rule


def _rule(held: list[HeldRule], seq: int, changed_at: datetime | None) -> Rule:
    said = _at(held, bisect_right([one.from_seq for one in held], seq))
    if changed_at is None:
        return said
    return strictest([said, _at(held, bisect_right([one.since for one in held], changed_at))])


def _since(held: list[HeldRule], room: Room, moment: datetime) -> Rule:
    count = bisect_right([one.since for one in held], moment)
    return strictest([_at(held, count), *(one.rule for one in held[count:]), room.rule])


def _at(held: list[HeldRule], count: int) -> Rule:
    return Rule(held[count - 1].rule) if count else STRICTEST
