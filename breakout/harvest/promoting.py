"""Lines of harvests that are taken up on a board: handed in anywhere, before that on the group's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from breakout.harvest import entries, policies, reading
from breakout.harvest.fields import FIELDS, HOLDER
from breakout.harvest.models import Sheet
from breakout.models import Group
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry
from rooms import reach
from rooms.models import Room
from rooms.promotions import sources, tracing
from rooms.promotions.models import Promotion
from rooms.promotions.sources import Offered, Trace, Words
from rooms.promotions.wording import titled

KIND = "harvest"
NAMES = {field.name: field for field in FIELDS}
PLACE = re.compile(rf"(\d{{1,15}})-({'|'.join(NAMES)})", re.ASCII)
BELONGS = {"question": "challenge", "next_step": "steps"}


def place_of(room: int, field: str) -> str:
    return f"{room}-{field}"


class Lines(sources.Source):
    kind: ClassVar[str] = KIND
    called: ClassVar[Words] = _lazy("A group's harvest")

    def is_place(self, place: str) -> bool:
        return PLACE.fullmatch(place) is not None

    def offer(self, by: Participation, place: str) -> Offered:
        group, field = _found(by, place)
        room, is_handed_in = group.room, _is_handed_in(group)
        assert room is not None  # noqa: S101 - _found looks for groups of a room
        said = reading.words_of([room.stream_id])[room.stream_id][f"{HOLDER}.{field}"]
        if not said.strip() or not (is_handed_in or _may_watch(by, room)):
            raise NotFound
        return Offered(
            words=titled(said, BELONGS.get(field, "text")),
            only_in=None if is_handed_in else frozenset({room.pk}),
            url=_address(by, group, is_handed_in=is_handed_in),
        )

    def traces(self, places: Iterable[str], by: Participation, room: Room) -> Mapping[str, Trace]:
        wanted = {place: _parts(place) for place in places}
        numbers = {number for number, _field in wanted.values()}
        groups = {group.room_id: group for group in _groups(by, *numbers)}
        handed = Sheet.objects.filter(room__in=numbers, handed_at__isnull=False)
        rooms = set(handed.values_list("room", flat=True))
        found: dict[str, Trace] = {}
        for place, (number, field) in wanted.items():
            group, is_handed_in = groups.get(number), number in rooms
            if group is not None and (is_handed_in or number == room.pk):
                called = _("A group's harvest: %(field)s") % {"field": NAMES[field].label}
                url = _address(by, group, is_handed_in=is_handed_in)
                found[place] = Trace(called, group.title, url)
        return found

    def streams(self, by: Participation, place: str) -> tuple[int, ...]:
        group, _field = _found(by, place)
        return (by.dialogue.stream_id, group.room.stream_id) if group.room else ()

    def tell(self, promotion: Promotion) -> None:
        """Where the line is seen: by everyone once it is handed in, else by the group."""
        number, field = _parts(promotion.place)
        group = Group.objects.select_related("room__dialogue").get(room=number)
        assert group.room is not None  # noqa: S101 - it was found by its room
        room = group.room
        stream = room.dialogue.stream_id if _is_handed_in(group) else room.stream_id
        fact = entries.LinePromoted(room=number, field=field, promotion=promotion.pk)
        journal.append(stream, fact, by=promotion.by_id)


sources.declare(Lines())


@forget_with("texts.changed")
def forget_words(entry: Entry) -> None:
    """What somebody wrote in a line is forgotten: what was taken over of that line is, too."""
    holder, _dot, field = entry.data["text"].partition(".")
    room = Room.objects.filter(stream=entry.stream_id).first()
    if holder == HOLDER and room is not None:
        tracing.forget(KIND, place_of(room.pk, field))


def lines(rows: list[dict[str, Any]], by: Participation) -> None:
    """Gives each line of a board of harvests where it went, and the way to take it up."""
    places = {
        place_of(row["room"].pk, field.name): (row, field.name)
        for row in rows
        for field, _words in row["said"]
    }
    went, addresses = (
        tracing.went_to(KIND, places, by),
        tracing.addresses(KIND, places, by),
    )
    for row in rows:
        row["lines"] = []
    for place, (row, name) in places.items():
        words = next(words for field, words in row["said"] if field.name == name)
        about = {"field": NAMES[name], "words": words}
        row["lines"].append(
            about | {"went": went.get(place, []), "address": addresses.get(place, "")}
        )


def _parts(place: str) -> tuple[int, str]:
    number, _dash, field = place.partition("-")
    return int(number), field


def _groups(by: Participation, *rooms: int) -> Any:
    found = Group.objects.filter(room__in=rooms, round__dialogue=by.dialogue_id)
    return found.select_related("room__dialogue", "round")


def _found(by: Participation, place: str) -> tuple[Group, str]:
    number, field = _parts(place)
    group = _groups(by, number).first()
    if group is None or not by.may(policies.SEE):
        raise NotFound
    return group, field


def _is_handed_in(group: Group) -> bool:
    return Sheet.objects.filter(room=group.room_id, handed_at__isnull=False).exists()


def _may_watch(by: Participation, room: Room) -> bool:
    return by.may(policies.WATCH) or bool(reach.held([room.stream_id], [by.person_id]))


def _address(by: Participation, group: Group, *, is_handed_in: bool) -> str:
    slug = by.dialogue.slug
    if is_handed_in:
        return f"{reverse('harvest:board', args=[slug, group.round_id])}#group-{group.pk}"
    return reverse("harvest:sheet", args=[slug, group.room_id])
