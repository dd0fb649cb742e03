"""A guest who sits in a group takes an account, and goes on where they were."""

from __future__ import annotations

import pytest

from breakout.models import Seat
from polylogue.dialogues import guests
from polylogue.dialogues.intents import run_for
from polylogue.jobs import queue, worker
from polylogue.people.models import User
from rooms.models import Place
from tests.breakout import scenes
from tests.breakout.harvest import scenes as harvests
from tests.breakout.pages import as_
from tests.support import cast


@pytest.fixture
def gil(dialogue):
    guest = cast.person("gil")
    User.objects.filter(pk=guest.pk).update(email=None)
    guest.refresh_from_db()
    cast.enrol(dialogue, guest, "participant")
    return guest


@pytest.fixture
def gina():
    """Who gil is."""
    return cast.person("gina")


def merge(dialogue, guest, account):
    run_for([dialogue], guest, lambda: guests.merge(guest, account), key=cast.new_key())
    while job := queue.take():
        worker.do(job)


def seated(dialogue, ben, *people):
    round = scenes.drafted(dialogue, ben, groups=3)
    scenes.move(round, ben, *people, to=1)
    round.refresh_from_db()
    return round


def test_a_seat_in_a_draft_goes_over_with_its_pin(dialogue, ben, dov, gil, gina):
    round = seated(dialogue, ben, gil, dov)
    merge(dialogue, gil, gina)
    assert scenes.sitting(round) == {"gina": "Group 2", "dov": "Group 2"}
    assert Seat.objects.get(round=round, person=gina, ended_by=None).pinned


def test_a_seat_at_work_goes_over_with_place_and_reach(dialogue, ben, cleo, dov, gil, gina):
    round = seated(dialogue, ben, gil, dov)
    scenes.move(round, ben, cleo, to=0)
    round.refresh_from_db()
    scenes.open_now(round, ben)
    room = scenes.room(round, 1)
    cast.do(room, gil, "harvest.report", on=True)
    merge(dialogue, gil, gina)
    assert scenes.sitting(round) == {"gina": "Group 2", "dov": "Group 2", "cleo": "Group 1"}
    assert Place.objects.get(person=gina).room == room
    assert not Place.objects.filter(person=gil).exists()
    cast.post(room, gina, "It is me.")
    assert harvests.sheet(room).reporter == gina


def test_an_account_that_sits_elsewhere_stays_there_and_reads_no_other_group(
    dialogue, ben, cleo, dov, gil
):
    round = seated(dialogue, ben, gil, dov)
    scenes.move(round, ben, cleo, to=0)
    round.refresh_from_db()
    scenes.open_now(round, ben)
    merge(dialogue, gil, cleo)
    assert scenes.sitting(round) == {"dov": "Group 2", "cleo": "Group 1"}
    assert as_(cleo).get(scenes.room(round, 1).get_absolute_url()).status_code == 404


def test_groups_that_are_over_can_still_be_read(dialogue, ben, dov, gil, gina):
    round = seated(dialogue, ben, gil, dov)
    scenes.open_now(round, ben)
    scenes.back(round, ben)
    merge(dialogue, gil, gina)
    assert as_(gina).get(scenes.room(round, 1).get_absolute_url()).status_code == 200


def test_somebody_who_was_removed_gets_no_seat_by_a_guest(dialogue, ben, ada, cleo, dov, gil):
    cast.remove(dialogue, cleo, by=ada)
    round = seated(dialogue, ben, gil, dov)
    scenes.open_now(round, ben)
    merge(dialogue, gil, cleo)
    assert scenes.sitting(round) == {"dov": "Group 2"}
