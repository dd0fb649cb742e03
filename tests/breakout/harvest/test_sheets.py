"""A group's harvest: who writes in it and when, handing in and taking back, and what is told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from breakout.harvest.models import Sheet
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log.models import Entry
from rooms.models import Room
from tests.breakout import scenes as rounds
from tests.breakout.harvest import scenes
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    return scenes.opened(dialogue, ben, cleo, dov)


@pytest.fixture
def room(round):
    return scenes.room(round)


def close(round, ben):
    rounds.back(round, ben)


def long_ago(room):
    Room.objects.filter(pk=room.pk).update(closed_at=timezone.now() - timedelta(hours=1))
    return Room.objects.select_related("dialogue").get(pk=room.pk)


def refused(act):
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_two_of_a_group_write_in_one_field_and_nothing_is_lost(room, cleo, dov):
    scenes.write(room, cleo, "one ", base=0)
    scenes.write(room, dov, "two ", base=0)
    assert scenes.said(room) == "one two "


def test_the_crew_writes_in_every_group_and_nobody_else_outside(
    round, dialogue, room, ben, mia, cleo, eve
):
    scenes.write(room, ben, "ben ")
    scenes.write(room, mia, "mia ")
    olga, zoe = cast.person("olga"), cast.person("zoe")
    cast.enrol(dialogue, olga, "observer")
    cast.enrol(dialogue, zoe, "participant")
    for person in (olga, eve):
        with pytest.raises((NotAllowed, NotFound)):
            scenes.write(room, person, "x")
    with pytest.raises(NotFound):
        scenes.write(scenes.room(round, 1), cleo, "x")
    assert scenes.said(room) == "mia ben "


def test_there_is_no_harvest_in_the_plenary_and_no_field_of_another_name(plenary, room, cleo):
    with pytest.raises(NotFound):
        scenes.write(plenary, cleo, "x")
    with pytest.raises(NotFound):
        scenes.write(room, cleo, "x", field="secret")


def test_handing_in_shows_it_to_everyone_as_it_stands_now(room, dialogue, cleo, dov):
    scenes.write(room, cleo, "Trams work.")
    scenes.hand_in(room, cleo)
    scenes.write(room, dov, "Yes: ")
    ((_, audience, data),) = scenes.told(dialogue, "harvest.handed_in")
    assert (audience, data["room"]) == ("everyone", room.pk)
    assert data["said"][0] == ["Insight", "Yes: Trams work."]
    assert scenes.sheet(room).handed_by == cleo


def test_what_is_not_handed_in_is_in_no_entry_that_others_see(room, dialogue, cleo):
    scenes.write(room, cleo, "harbour-secret")
    scenes.do_what_is_due()
    assert scenes.told(dialogue, "harvest.progressed") == [
        ("harvest.progressed", "crew", {"rooms": [room.pk]})
    ]
    assert not Entry.objects.exclude(stream=room.stream_id).filter(data__icontains="secret")


def test_an_empty_harvest_is_handed_in_only_with_a_reason(room, dialogue, cleo):
    assert refused(lambda: scenes.hand_in(room, cleo)) == "harvest-empty"
    scenes.write(room, cleo, " \n")
    assert refused(lambda: scenes.hand_in(room, cleo, "  ")) == "harvest-empty"
    scenes.hand_in(room, cleo, "We talked about lunch.")
    ((_, _, data),) = scenes.told(dialogue, "harvest.handed_in")
    assert data["because"] == "We talked about lunch."


def test_taking_back_hides_it_again_also_from_the_record(room, dialogue, cleo, dov):
    scenes.write(room, cleo, "Trams work.")
    scenes.hand_in(room, cleo)
    cast.do(room, dov, "harvest.take_back")
    handed, back = scenes.told(dialogue, "harvest.handed_in", "harvest.taken_back")
    assert "said" not in handed[2]
    assert back[2] == {"room": room.pk, "handed": Entry.objects.get(kind="harvest.handed_in").seq}
    scenes.hand_in(room, dov)
    first, second = scenes.told(dialogue, "harvest.handed_in")
    assert "said" not in first[2] and second[2]["said"][0][1] == "Trams work."


def test_handing_in_twice_is_once(room, dialogue, cleo, dov):
    scenes.write(room, cleo, "x")
    scenes.hand_in(room, cleo)
    scenes.hand_in(room, dov)
    assert len(scenes.told(dialogue, "harvest.handed_in")) == 1
    assert scenes.sheet(room).handed_by == cleo


def test_when_the_group_is_closed_what_was_typed_before_still_arrives_and_is_marked(
    round, room, ben, cleo, dov
):
    scenes.write(room, cleo, "in time")
    close(round, ben)
    scenes.write(room, dov, "late ")
    assert scenes.said(room) == "late in time"
    assert scenes.sheet(room).late_by == dov
    assert Entry.objects.filter(stream=room.stream_id, kind="harvest.edited_late").count() == 1
    old = long_ago(room)
    assert refused(lambda: scenes.write(old, dov, "too late ")) == "harvest-closed"
    assert refused(lambda: scenes.hand_in(old, dov)) == "harvest-closed"


def test_the_reporter_and_the_crew_write_and_hand_in_after_the_end(round, room, ben, cleo, dov):
    cast.do(room, dov, "harvest.report", on=True)
    close(round, ben)
    old = long_ago(room)
    scenes.write(old, dov, "from my notes")
    scenes.hand_in(old, dov)
    sheet = scenes.sheet(room)
    assert (sheet.handed_by, sheet.late_by, sheet.reporter) == (dov, dov, dov)
    assert refused(lambda: cast.do(old, cleo, "harvest.take_back")) == "harvest-closed"
    cast.do(old, ben, "harvest.take_back")
    assert not scenes.sheet(room).is_handed_in


def test_what_is_in_time_is_not_marked(round, room, ben, cleo):
    scenes.write(room, cleo, "in time")
    scenes.hand_in(room, cleo)
    close(round, ben)
    assert scenes.sheet(room).late_at is None


def test_one_of_the_group_reports_and_another_may_take_over(room, cleo, dov):
    cast.do(room, cleo, "harvest.report", on=True)
    cast.do(room, dov, "harvest.report", on=False)
    assert scenes.sheet(room).reporter == cleo
    cast.do(room, dov, "harvest.report", on=True)
    assert scenes.sheet(room).reporter == dov
    cast.do(room, dov, "harvest.report", on=False)
    assert scenes.sheet(room).reporter is None


def test_changes_after_handing_in_are_told_together_every_few_seconds(room, dialogue, cleo, dov):
    scenes.write(room, cleo, "a")
    scenes.hand_in(room, cleo)
    scenes.do_what_is_due()
    for by in (cleo, dov, cleo):
        scenes.write(room, by, "b")
    scenes.do_what_is_due()
    scenes.do_what_is_due()
    told = scenes.told(dialogue, "harvest.changed")
    assert [audience for _, audience, _ in told] == ["everyone", "everyone"]
    assert not Sheet.objects.filter(is_untold=True).exists()


def test_what_was_typed_before_somebody_was_moved_away_still_arrives_and_later_nothing(
    round, room, ben, cleo
):
    scenes.write(room, cleo, "before")
    rounds.move(round, ben, cleo, to=1)
    scenes.write(room, cleo, "typed ")
    assert scenes.said(room) == "typed before"
    with pytest.raises(NotFound):
        scenes.hand_in(room, cleo)
    hour_ago = timezone.now() - timedelta(hours=1)
    Entry.objects.filter(stream=room.stream_id, kind="rooms.people_left").update(at=hour_ago)
    with pytest.raises(NotFound):
        scenes.write(room, cleo, "x")


def test_what_was_typed_before_somebody_left_the_dialogue_does_not_arrive(
    dialogue, room, ada, cleo
):
    scenes.write(room, cleo, "before")
    cast.remove(dialogue, cleo, by=ada)
    with pytest.raises((NotAllowed, NotFound)):
        scenes.write(room, cleo, "x")


def test_a_muted_person_writes_and_hands_in_nothing(room, mia, cleo, dov):
    scenes.write(room, dov, "x")
    cast.do(room, mia, "moderation.mute_person", person=cleo.pk, because="")
    assert refused(lambda: scenes.write(room, cleo, "y")) == "muted"
    assert refused(lambda: scenes.hand_in(room, cleo)) == "muted"
