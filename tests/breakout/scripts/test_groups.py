"""A script in the groups of a round: all begin together, the server goes on, people come and go."""

from __future__ import annotations

import pytest
from django.utils import timezone

from breakout import grouping, rounds
from breakout.harvest.fields import TEXTS
from breakout.models import Move
from breakout.scripts import cases, showing
from breakout.scripts.models import GroupRun, OwnScript, RoundScript
from polylogue.jobs.models import Job
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log.models import Audience
from tests.breakout import pages, scenes
from tests.breakout.scripts import groups
from tests.breakout.scripts.groups import room, run, told
from tests.dialogues.pages import last
from tests.support import cast


@pytest.fixture
def people(dialogue, cleo, dov):
    return [cleo, dov, *groups.crowd(dialogue, "fay", "gus", "hal", "ivy")]


@pytest.fixture
def round(dialogue, ben, people):
    """Two groups of three, which work by peer consultation; cleo is the case giver of hers."""
    made = groups.seated(dialogue, ben, people[:3], people[3:])
    return scenes.open_now(made, ben)


@pytest.fixture(autouse=True)
def case_of_cleo(monkeypatch, request):
    """Whoever gives groups their cases says whose they are."""
    if "cleo" in request.fixturenames:
        cleo = request.getfixturevalue("cleo")
        first = lambda found: {group.pk: cleo.pk for group in found if group.position == 0}  # noqa: E731
        monkeypatch.setattr(cases, "ASKED", [first])


def test_a_facilitator_chooses_the_script_of_a_draft(dialogue, ben, mia):
    round = scenes.drafted(dialogue, ben)
    groups.chosen(round, ben, "troika")
    assert RoundScript.objects.get(round=round).script.name == "Troika consulting"
    entry = last(dialogue)
    assert (entry.kind, entry.audience) == ("scripts.script_chosen", Audience.CREW)
    with pytest.raises(NotAllowed):
        groups.chosen(round, mia, "troika")
    with pytest.raises(NotFound):
        groups.chosen(round, ben, "999")
    with pytest.raises(NotFound):
        groups.chosen(round, ben, "nothing")


def test_nobody_chooses_another_script_for_a_round_that_is_open(round, ben):
    with pytest.raises(Refusal, match="open already"):
        groups.chosen(round, ben, "troika")


def test_each_group_begins_at_the_same_moment(round, cleo):
    assert told(room(round, 0)) == told(room(round, 1)) == [("step_began", "Casting")]
    assert run(round, 0).until == run(round, 1).until
    assert run(round, 0).held["case_giver"] == (cleo.pk,)
    assert set(run(round, 1).people) == set(grouping.in_group(groups.group(round, 1)))


def test_a_round_without_a_script_or_with_free_talk_runs_none(dialogue, ben, cleo):
    round = groups.seated(dialogue, ben, [cleo], sign="free_talk")
    scenes.open_now(round, ben)
    assert not GroupRun.objects.exists()


def test_the_server_goes_on_with_nobody_there(round):
    for minutes in (5, 10, 5, 5, 10, 5):
        groups.later(round, minutes)
    titles = ["Casting", "Account", "Key question", "Choice of method", "Advice", "Summary"]
    expected = [("step_began", title) for title in titles] + [("run_finished", "")]
    assert told(room(round, 0)) == told(room(round, 1)) == expected
    assert RoundScript.objects.get(round=round).ticks_by is None


def test_a_server_that_was_down_tells_each_step_and_loses_no_time(round):
    groups.later(round, 27)
    assert [title for _kind, title in told(room(round))][-2:] == ["Choice of method", "Advice"]
    assert 7.5 < groups.soon(run(round).until) < 8


def test_one_job_wakes_all_groups(round):
    assert Job.objects.filter(kind="scripts.next_step").waiting().count() == 1
    groups.later(round, 5)
    assert Job.objects.filter(kind="scripts.next_step").waiting().count() == 1


def test_bringing_everybody_back_stops_the_clock(round, ben):
    scenes.back(round, ben)
    assert not Job.objects.filter(kind="scripts.next_step").waiting().exists()
    before = told(room(round))
    groups.later(round, 60)
    assert told(room(round)) == before


def test_a_copy_is_kept_with_the_round(dialogue, ben, ada, cleo, dov):
    round = scenes.drafted(dialogue, ben, groups=1)
    scenes.move(round, ben, cleo, dov, to=0)
    pk = groups.own(round, ada)
    groups.chosen(round, ben, str(pk))
    kept = OwnScript.objects.get(pk=pk)
    kept.content["steps"][0]["title"] = "Changed before it opened"
    kept.save()
    scenes.open_now(round, ben)
    kept.content["steps"][1]["title"] = "Changed afterwards"
    kept.save()
    groups.later(round, 3)
    assert [title for _kind, title in told(room(round))] == ["Changed before it opened", "Answer"]
    kept.delete()
    groups.later(round, 2)
    assert told(room(round))[-1] == ("run_finished", "")


# ---- people come and go --------------------------------------------------------------------------


def test_a_case_giver_who_is_taken_away_stops_the_time_of_their_group(round, ben, cleo):
    scenes.move(round, ben, cleo, to=None)
    assert told(room(round))[-1] == ("roles_handed", "Casting")
    assert run(round).waits_for == cleo.pk
    assert run(round).is_held and not run(round, 1).is_held
    groups.later(round, 9)
    assert run(round).step.title == "Casting"
    assert run(round, 1).step.title == "Account"
    scenes.move(round, ben, cleo, to=0)
    assert run(round).held["case_giver"] == (cleo.pk,)
    assert not run(round).is_held


def test_a_moderator_who_leaves_the_dialogue_hands_on_the_role(round, dialogue, people):
    gone = run(round, 1).held["moderator"][0]
    person = next(p for p in people if p.pk == gone)
    cast.remove(dialogue, person, by=person)
    (heir,) = run(round, 1).held["moderator"]
    assert heir in run(round, 1).people and heir != gone


def test_who_comes_late_is_an_adviser(round, dialogue, ben):
    (jo,) = groups.crowd(dialogue, "jo")
    scenes.move(round, ben, jo, to=1)
    assert jo.pk in run(round, 1).held["adviser"]


def test_an_empty_group_draws_its_roles_when_people_come(dialogue, ben, people):
    round = groups.seated(dialogue, ben, people[:3], [])
    scenes.open_now(round, ben)
    scenes.move(round, ben, *people[3:], to=1)
    found = run(round, 1)
    assert sorted(len(found.held[key]) for key in ("case_giver", "moderator", "adviser")) == [
        1,
        1,
        1,
    ]
    assert found.until == run(round, 0).until


def test_a_group_that_is_made_meanwhile_stands_where_the_others_do(round, ben, people):
    groups.later(round, 16)
    scenes.do(
        round, ben, grouping.split, people=[people[0].pk, people[1].pk], title="More", seen=None
    )
    assert run(round, 2).step.title == "Key question"
    assert set(run(round, 2).people) == {people[0].pk, people[1].pk}


def test_a_group_that_was_merged_into_another_ends(round, ben):
    first, second = (groups.group(round, place).pk for place in (0, 1))
    scenes.do(round, ben, grouping.merge, group=first, into=second, seen=None)
    assert len(run(round, 1).people) == 6
    before = told(room(round, 0))
    groups.later(round, 6)
    assert told(room(round, 0)) == before
    assert run(round, 1).step.title == "Account"


def test_a_group_that_comes_back_draws_its_roles_anew_and_its_case_giver_has_the_case(
    round, ben, cleo
):
    first, second = (groups.group(round, place).pk for place in (0, 1))
    people = set(run(round, 0).people)
    scenes.do(round, ben, grouping.merge, group=first, into=second, seen=None)
    assert run(round, 0).people == ()
    scenes.undo(round, ben)
    found = run(round, 0)
    assert set(found.people) == people
    assert found.held["case_giver"] == (cleo.pk,)
    assert [len(found.held[key]) for key in ("moderator", "adviser")] == [1, 1]
    assert not found.is_held


# ---- World Café ------------------------------------------------------------------------------------


def test_all_but_the_host_go_on_to_the_next_table(dialogue, ben, people):
    round = groups.seated(dialogue, ben, people[:2], people[2:4], people[4:], sign="world_cafe")
    scenes.open_now(round, ben)
    hosts = [run(round, place).held["host"][0] for place in range(3)]
    guests = [run(round, place).held["guest"][0] for place in range(3)]
    groups.later(round, 20)
    assert [run(round, place).held["host"][0] for place in range(3)] == hosts
    assert [run(round, place).held["guest"][0] for place in range(3)] == [guests[2], *guests[:2]]
    assert [set(grouping.in_group(groups.group(round, p))) for p in range(3)] == [
        set(run(round, place).people) for place in range(3)
    ]
    assert round.moves.last().how == Move.How.TRAVEL
    assert told(room(round))[-2:] == [("step_began", "Welcome"), ("roles_handed", "Welcome")]
    groups.later(round, 40)
    assert [run(round, place).is_finished for place in range(3)] == [True] * 3
    assert round.moves.filter(how=Move.How.TRAVEL).count() == 2


def test_two_journeys_are_made_after_a_server_was_down(dialogue, ben, people):
    round = groups.seated(dialogue, ben, people[:2], people[2:4], people[4:], sign="world_cafe")
    scenes.open_now(round, ben)
    guests = [run(round, place).held["guest"][0] for place in range(3)]
    groups.later(round, 45)
    assert [run(round, place).held["guest"][0] for place in range(3)] == [*guests[1:], guests[0]]


def test_a_single_table_has_nowhere_to_go(dialogue, ben, people):
    round = groups.seated(dialogue, ben, people[:3], sign="world_cafe")
    scenes.open_now(round, ben)
    groups.later(round, 20)
    assert run(round).step.title == "Welcome"
    assert not round.moves.filter(how=Move.How.TRAVEL).exists()


def test_a_journey_is_not_taken_back(dialogue, ben, people):
    from breakout import undoing

    round = groups.seated(dialogue, ben, people[:2], people[2:4], sign="world_cafe")
    scenes.open_now(round, ben)
    scenes.move(round, ben, people[4], to=0)
    before = undoing.last(round)
    groups.later(round, 20)
    assert before and undoing.last(round) == before


def test_people_take_turns_in_troika(dialogue, ben, people):
    round = groups.seated(dialogue, ben, people[:3], sign="troika")
    scenes.open_now(round, ben)
    clients = []
    for _turn in range(3):
        clients += run(round).held["client"]
        groups.later(round, 10)
    assert set(clients) == {person.pk for person in people[:3]}
    assert run(round).is_finished


def test_a_round_that_is_dropped_takes_its_script_along(dialogue, ben):
    round = groups.chosen(scenes.drafted(dialogue, ben), ben, "troika")
    scenes.act(
        dialogue, ben, lambda part: rounds.drop(scenes.find(dialogue, round.pk), part, seen=None)
    )
    assert not RoundScript.objects.exists()


def test_the_time_that_is_left_is_counted_by_the_server(round):
    assert 4.9 < groups.soon(run(round).until) <= 5
    assert run(round).since <= timezone.now()


@pytest.mark.parametrize(
    ("minute", "text", "words"),
    [
        (6, "", ""),
        (16, "harvest.question", "Write down the question"),
        (26, "", ""),  # advice has its place beside the case
        (36, "harvest.next_step", "Write down the next step"),
    ],
)
def test_a_step_leads_to_the_text_that_it_is_written_down_in(round, cleo, minute, text, words):
    groups.later(round, minute)
    page = pages.as_(cleo).get(room(round).get_absolute_url()).content.decode()
    link = page.split('data-slot="captures"')[1].split("</a>")[0]
    assert f'data-text="{text}"' in link
    assert words in link


def test_every_text_that_a_step_leads_to_is_one_of_the_harvest():
    assert {note.text for note in showing.TO_NOTE.values()} == set(TEXTS)
