"""Group work in the demo event: it happened, is over, and nothing of it is left to be done."""

from __future__ import annotations

from collections import Counter

import pytest

from breakout import meetings, rounds
from breakout.challenges.groups import cases_of
from breakout.challenges.models import Advice, FirstStep
from breakout.harvest import reading
from breakout.help.models import HelpCall
from breakout.models import Round, Seat
from breakout.reports import attendance
from breakout.scripts.models import GroupRun
from chat.models import Message
from polylogue.dialogues import intents
from polylogue.jobs.models import Job
from polylogue.jobs.worker import Worker
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.models import Place, Room, Stay


@pytest.fixture
def over(demo):
    return Round.objects.select_related("dialogue__stream").get(
        dialogue=demo, title="Peer exchange"
    )


@pytest.fixture
def mercy(demo):
    return part_of(demo, "mercy")


def part_of(demo, key):
    return demo.participations.get(person__email=f"{key}@demo.example")


def groups_of(over):
    return list(over.groups.select_related("room"))


def people_in(group):
    return User.objects.filter(seats__group=group, seats__ended_by=None)


def test_the_round_took_place_in_its_session_and_the_server_ended_it(demo, over):
    session = demo.sessions.get(kind="peer_exchange")
    assert session.starts_at < over.opened_at < over.closed_at < session.ends_at
    assert over.closed_at == over.returns_at
    closed = Entry.objects.get(kind="breakout.round_closed", stream=demo.stream)
    assert closed.actor.is_system and closed.at == over.closed_at
    assert {run.run.is_finished for run in GroupRun.objects.filter(group__round=over)} == {True}


def test_each_challenge_of_the_programme_has_a_group_with_its_giver(over):
    cases = cases_of(over)
    assert len(cases) == 4
    assert set(cases) == {group.pk for group in groups_of(over)}
    for group in groups_of(over):
        assert cases[group.pk].person in people_in(group)


def test_everybody_in_a_group_shares_a_language_and_hardly_anybody_a_city(over):
    for group in groups_of(over):
        people = list(people_in(group))
        assert set.intersection(*(set(person.languages) for person in people))
        assert len({person.city for person in people}) >= len(people) - 1
        assert 5 <= len(people) <= 8


def test_most_seats_say_why(over):
    reasons = Seat.objects.filter(round=over, ended_by=None).values_list("reasons", flat=True)
    assert len(reasons) == 27
    assert sum(bool(one) for one in reasons) > 20


def test_everybody_is_back_in_the_plenary(demo):
    places = Place.objects.filter(dialogue=demo)
    assert {place.room.kind for place in places} == {Room.Kind.PLENARY}
    assert not Room.objects.filter(dialogue=demo, kind=Room.Kind.GROUP, closed_at=None).exists()


def test_in_each_group_people_wrote_advised_and_heard_of_a_first_step(over):
    for group in groups_of(over):
        stream = group.room.stream
        said = Message.objects.filter(stream=stream)
        assert 4 <= said.filter(author__in=people_in(group)).count() <= 6
        advice = Advice.objects.filter(stream=stream)
        assert advice.count() >= 5
        assert 1 <= advice.exclude(useful_at=None).count() <= 2
        assert FirstStep.objects.filter(stream=stream).count() == 1


def test_all_groups_but_one_bring_lines_home_and_that_one_says_why_not(over, mercy):
    rows = {row["group"].title.partition(":")[0].strip(): row for row in reading.board(over, mercy)}
    assert {row["state"] for row in rows.values()} == {"handed"}
    assert Counter(len(row["said"]) for row in rows.values()) == {4: 3, 0: 1}
    assert rows["Irbid"]["said"] == []
    assert "stays in this group" in rows["Irbid"]["because"]
    assert "Rents that rise" in rows["Kisumu"]["case"]
    assert rows["Irbid"]["case"] == ""  # it is for its group alone


def test_one_call_for_help_was_answered(over):
    (call,) = HelpCall.objects.filter(group__round=over)
    assert call.outcome == HelpCall.Outcome.RESOLVED
    assert call.asked_at < call.claimed_at < call.arrived_at < call.resolved_at


def test_who_met_whom_and_who_was_there_is_known(demo, over):
    assert len(meetings.met([over])) == sum(
        n * (n - 1) // 2 for n in (people_in(group).count() for group in groups_of(over))
    )
    seated = [row for row in attendance.of_round(over) if row.group and row.seated]
    assert len(seated) == 27
    assert all(row.present_for <= row.seated_for for row in seated)
    elsewhere = Stay.objects.filter(dialogue=demo, room__kind=Room.Kind.PLENARY)
    elsewhere = elsewhere.filter(since__lt=over.closed_at, until__gt=over.opened_at)
    assert not elsewhere.filter(person__seats__round=over).exists()


def test_a_round_is_prepared_and_opens_with_its_people(demo):
    draft = Round.objects.select_related("dialogue__stream").get(dialogue=demo, opened_at=None)
    assert draft.title == "Action planning in small groups"
    assert draft.groups.count() == 5
    assert Seat.objects.filter(round=draft, group__title="Rooms first, Kisumu").count() == 5
    open_it = lambda by: rounds.announce(rounds.find(demo, draft.pk), by, seconds=0)  # noqa: E731
    nomvula = part_of(demo, "nomvula").person
    intents.run_as(demo, nomvula, open_it, key="open-it", content=None, reach=True)
    assert Place.objects.filter(dialogue=demo, room__kind=Room.Kind.GROUP).count() == 24


def test_no_job_is_left_and_a_worker_finds_nothing_to_do(demo, over):
    assert not Job.objects.exists()
    entries, version = Entry.objects.count(), over.version
    worker = Worker()
    while worker.step():
        pass
    over.refresh_from_db()
    assert (Entry.objects.count(), over.version) == (entries, version)
    assert Round.objects.filter(dialogue=demo, closed_at=None).count() == 1
