"""Two facilitators move the same people at the same time, in any order, through the real writer."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Count

from breakout.ledger import MovedMeanwhile
from breakout.models import Round, Seat
from rooms.models import Attachment, Place, Room
from tests.breakout import scenes
from tests.log.replaying import PROJECTIONS, Replay
from tests.support import cast

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
INTERLEAVINGS = 1_000 if LONG else 100
PEOPLE = 6


@pytest.fixture
def crowd(transactional_db, dialogue):
    people = [cast.person(f"p{number}") for number in range(PEOPLE)]
    cast.enrol_all(dialogue, people)
    return people


@pytest.fixture
def round(dialogue, ben, crowd):
    made = scenes.drafted(dialogue, ben, groups=3)
    for number, person in enumerate(crowd):
        scenes.move(made, ben, person, to=number % 3)
    return scenes.open_now(made, ben)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of them gave, or was refused with; all begin together."""
    begin, said = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number):
        begin.wait()
        try:
            said[number] = acts[number]()
        except MovedMeanwhile as refusal:
            said[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def where_everybody_is(round):
    """By person: the room of their seat, of their place, and the groups they can follow."""
    plenary = Room.objects.get(dialogue=round.dialogue, kind=Room.Kind.PLENARY).pk
    seats = dict(
        Seat.objects.filter(round=round, ended_by=None).values_list("person", "group__room")
    )
    places = dict(Place.objects.filter(dialogue=round.dialogue).values_list("person", "room"))
    reach = list(
        Attachment.objects.filter(stream__room__kind=Room.Kind.GROUP, until_seq=None).values_list(
            "person", "stream__room"
        )
    )
    for person, place in places.items():
        seat = seats.get(person)
        followed = [room for p, room in reach if p == person]
        assert place == (seat or plenary)
        assert followed == ([seat] if seat else [])


def one_seat_each(round):
    held = Seat.objects.filter(round=round, ended_by=None).values("person")
    assert not held.annotate(seats=Count("pk")).filter(seats__gt=1).exists()


def versions_have_no_gap(round):
    version = Round.objects.get(pk=round.pk).version
    assert list(round.moves.values_list("version", flat=True)) == list(range(1, version + 1))


def replays_to_its_rows(dialogue):
    told = Replay(dialogue)
    for model in (Round, Seat, Place, Attachment):
        said, rows = PROJECTIONS[model](told, dialogue)
        assert said == rows, model.__name__


def test_of_two_who_move_the_same_people_one_is_told_and_nothing_is_torn(
    round, dialogue, ada, ben, crowd
):
    chance, refused = random.Random(25), 0
    for _ in range(INTERLEAVINGS):
        seen = Round.objects.get(pk=round.pk).version
        shared = chance.choice(crowd)
        mine = {shared, *chance.sample(crowd, chance.randrange(3))}
        theirs = {shared, *chance.sample(crowd, chance.randrange(3))}
        to = [chance.choice([None, 0, 1, 2]) for _ in range(2)]
        said = at_once(
            lambda mine=mine, to=to, seen=seen: scenes.move(round, ben, *mine, to=to[0], seen=seen),
            lambda theirs=theirs, to=to, seen=seen: scenes.move(
                round, ada, *theirs, to=to[1], seen=seen
            ),
        )
        told = [str(one) for one in said if isinstance(one, MovedMeanwhile)]
        done = [one.result for one in said if not isinstance(one, MovedMeanwhile)]
        assert len(told) < 2
        assert all("has just" in words for words in told)
        assert len([version for version in done if version]) <= (1 if told else 2)
        refused += len(told)
        one_seat_each(round)
        where_everybody_is(round)
    versions_have_no_gap(round)
    replays_to_its_rows(dialogue)
    assert refused > INTERLEAVINGS / 4, "hardly anybody was in anybody's way"
