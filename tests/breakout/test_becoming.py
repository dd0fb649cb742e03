"""A guest who takes an account in the middle of group work goes on where they were."""

from __future__ import annotations

import pytest

from breakout import grouping
from breakout.harvest.models import Sheet
from breakout.models import Seat
from breakout.scripts import cases
from polylogue.dialogues import guests
from polylogue.dialogues.intents import run_for
from polylogue.people.models import User
from rooms import reach
from rooms.models import Place, Room
from tests.breakout import scenes
from tests.breakout.scripts import groups
from tests.support import cast


@pytest.fixture
def gil(dialogue):
    guest = cast.person("gil")
    User.objects.filter(pk=guest.pk).update(email=None)
    cast.enrol(dialogue, guest, "participant")
    guest.refresh_from_db()
    return guest


@pytest.fixture
def account(db):
    return cast.person("hannah")


@pytest.fixture
def round(dialogue, ben, cleo, gil):
    """A draft with cleo in the first group and the guest in the second."""
    made = scenes.drafted(dialogue, ben, groups=2)
    scenes.move(made, ben, cleo, to=0)
    scenes.move(made, ben, gil, to=1)
    made.refresh_from_db()
    return made


def become(dialogue, guest, account):
    run_for([dialogue], guest, lambda: guests.merge(guest, account), key=cast.new_key())


def test_the_seat_in_an_open_group_is_kept(round, dialogue, ben, gil, account):
    scenes.open_now(round, ben)
    become(dialogue, gil, account)
    assert scenes.sitting(round) == {"cleo": "Group 1", "hannah": "Group 2"}
    assert Place.objects.get(person=account).room == scenes.room(round, 1)
    assert not Place.objects.filter(person=gil).exists()
    assert reach.streams_of(gil.pk, dialogue.pk) == {}


def test_the_seat_in_a_draft_is_kept_with_its_pin(round, dialogue, gil, account):
    become(dialogue, gil, account)
    assert Seat.objects.get(round=round, person=account, ended_by=None).pinned
    assert not Seat.objects.filter(round=round, person=gil, ended_by=None).exists()


def test_an_account_with_a_seat_of_its_own_stays_there(round, dialogue, ben, gil, cleo):
    scenes.open_now(round, ben)
    become(dialogue, gil, cleo)
    assert scenes.sitting(round) == {"cleo": "Group 1"}


def test_the_role_and_the_turns_in_a_script_are_kept(
    dialogue, ben, cleo, gil, account, monkeypatch
):
    monkeypatch.setattr(cases, "ASKED", [lambda found: {group.pk: gil.pk for group in found}])
    round = groups.seated(dialogue, ben, [cleo, gil, *groups.crowd(dialogue, "fay", "gus")])
    scenes.open_now(round, ben)
    before = groups.run(round)
    become(dialogue, gil, account)
    after = groups.run(round)
    assert gil.pk in before.people and before.about == gil.pk
    new = [account.pk if person == gil.pk else person for person in before.people]
    assert list(after.people) == new and after.about == account.pk
    assert (after.at, after.waits_for, after.is_held) == (before.at, 0, before.is_held)
    assert after.held == {
        role: tuple(account.pk if person == gil.pk else person for person in people)
        for role, people in before.held.items()
    }


def test_closed_groups_can_be_read_and_reported_for_as_before(round, dialogue, ben, gil, account):
    scenes.open_now(round, ben)
    room = scenes.room(round, 1)
    cast.do(room, gil, "harvest.report", on=True)
    scenes.do(round, ben, grouping.close, group=round.groups.last().pk, seen=None)
    become(dialogue, gil, account)
    followed = Room.objects.filter(stream__in=reach.streams_of(account.pk, dialogue.pk))
    assert {room.title for room in followed} == {"Plenary", "Group 2"}
    assert Sheet.objects.get(room=room).reporter == account
