"""Which challenges are on the programme, in which order. Every function runs inside the writer."""

from __future__ import annotations

from breakout.challenges import entries, policies
from breakout.challenges.models import Challenge
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.models import Audience


def put_on(by: Participation, *, challenge: int) -> None:
    """Puts an offered challenge at the end of the programme; one that is on it stays where it is."""
    by.require(policies.LEAD)
    found = _offered(by, challenge)
    chosen = list(on(by.dialogue))
    if found not in chosen:
        _choose(by, [*chosen, found])


def take_off(by: Participation, *, challenge: int) -> None:
    by.require(policies.LEAD)
    chosen = list(on(by.dialogue))
    others = [one for one in chosen if one.pk != challenge]
    if len(others) < len(chosen):
        Challenge.objects.filter(pk=challenge).update(place=None)
        _choose(by, others)


def move(by: Participation, *, challenge: int, places: int) -> None:
    """Moves it so many places down (up, if negative)."""
    by.require(policies.LEAD)
    chosen = list(on(by.dialogue))
    place = next((place for place, one in enumerate(chosen) if one.pk == challenge), None)
    if place is None:
        raise NotFound
    before = list(chosen)
    chosen.insert(max(0, place + places), chosen.pop(place))
    if chosen != before:
        _choose(by, chosen)


def on(dialogue: Dialogue) -> list[Challenge]:
    """Those on the programme, in their order."""
    chosen = Challenge.objects.filter(dialogue=dialogue, place__isnull=False)
    return list(chosen.select_related("dialogue").order_by("place", "pk"))


def close_ranks(dialogue: Dialogue) -> None:
    """After one has gone: the others follow one another. Whoever withdrew it has told why."""
    for place, one in enumerate(on(dialogue)):
        Challenge.objects.filter(pk=one.pk).update(place=place)


def _choose(by: Participation, chosen: list[Challenge]) -> None:
    for place, one in enumerate(chosen):
        Challenge.objects.filter(pk=one.pk).update(place=place)
    fact = entries.ProgrammeChosen(challenges=[one.pk for one in chosen])
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)


def _offered(by: Participation, challenge: int) -> Challenge:
    found: Challenge | None = (
        Challenge.objects.offered().filter(dialogue=by.dialogue, pk=challenge).first()
    )
    if found is None:
        raise NotFound
    return found
