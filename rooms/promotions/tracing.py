"""The thread between a source and what became of it, followed both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from polylogue.dialogues.models import Participation
from rooms.models import Room
from rooms.promotions import policies
from rooms.promotions.models import Promotion
from rooms.promotions.sources import SOURCES, Trace
from rooms.promotions.targets import TARGETS, Went


def came_from(stream: int, by: Participation, room: Room) -> dict[str, Trace]:
    """By piece, where the things of a board came from, with one look at each kind of source."""
    return of(Promotion.objects.filter(stream=stream), by, room)


def of(promotions: Iterable[Promotion], by: Participation, room: Room) -> dict[str, Trace]:
    by_kind: dict[str, dict[str, list[Promotion]]] = defaultdict(lambda: defaultdict(list))
    for one in promotions:
        by_kind[one.kind][one.place].append(one)
    found: dict[str, Trace] = {}
    for kind, places in by_kind.items():
        source = SOURCES[kind]
        traces = source.traces(places, by, room)
        for place, several in places.items():
            trace = traces.get(place) or Trace(source.called, is_gone=True)
            found |= {one.piece: trace for one in several}
    return found


def went_to(kind: str, places: Iterable[str], by: Participation) -> Mapping[str, list[Went]]:
    """By place, where things went that this person may see there."""
    found = list(Promotion.objects.filter(dialogue=by.dialogue_id, kind=kind, place__in=places))
    shown = _shown(found, by)
    by_place: dict[str, list[Went]] = defaultdict(list)
    for one in found:
        if one.pk in shown:
            by_place[one.place].append(shown[one.pk])
    return by_place


def followed(promotion: Promotion, by: Participation) -> Went | None:
    """One of them; none for whoever may not see it there, or if it is there no more."""
    return _shown([promotion], by).get(promotion.pk)


def addresses(kind: str, places: Iterable[str], by: Participation) -> dict[str, str]:
    """By place, the page on which it is taken up; nothing for whoever may not."""
    if not by.may(policies.PROMOTE) or by.dialogue.is_archived:
        return {}
    open_to = [one for one in TARGETS if one.is_open_to(by)]
    return {place: open_to[0].address(by, kind, place) for place in places if open_to}


def forget(kind: str, place: str) -> None:
    """A source was forgotten for good: what was taken over of it word for word is forgotten, too."""
    for one in Promotion.objects.filter(kind=kind, place=place):
        for target in TARGETS:
            target.forget(one)


def _shown(promotions: list[Promotion], by: Participation) -> dict[int, Went]:
    return {pk: went for one in TARGETS for pk, went in one.went(promotions, by).items()}
