"""Groups by matching: what is asked of the solver, what a preview shows, and how it is applied."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from breakout import grouping, ledger, matching
from breakout.challenges.groups import case_in, cases_of, people_around
from breakout.ledger import MovedMeanwhile
from breakout.making.lists import applying
from breakout.making.matched import answering, posing, wording
from breakout.making.matched.tables import own_size
from breakout.making.matched.wishes import Weight, Wishes
from breakout.making.pool import pool
from breakout.models import Move, Round
from polylogue.kit.refusals import NotAllowed, Refusal
from polylogue.log.models import Audience, Entry
from tests.breakout import pages, scenes
from tests.breakout.challenges import cases as offering
from tests.support import cast

CITIES = ["Lima", "Loja", "Lviv", "Lagos"]
MIXED = Wishes(size=4)
AROUND = Wishes(around=True, size=4)


@pytest.fixture
def crowd(dialogue, cleo, dov):
    """Twelve people from four cities, who speak English; cleo and dov with them."""
    for person in (cleo, dov):
        type(person).objects.filter(pk=person.pk).update(languages=["en", "fr"])
    others = [
        cast.person(f"p{number}", city=CITIES[number % 4], languages=["en"]) for number in range(10)
    ]
    cast.enrol_all(dialogue, others)
    return [cleo, dov, *others]


@pytest.fixture
def programme(dialogue, ben, crowd, cleo, dov):
    """cleo's challenge for everyone and dov's for his group; six people can advise on the one or the other."""
    first = offering.offer(dialogue, cleo, scope="everyone", topics=["Water"])
    second = offering.offer(dialogue, dov, title="Secret rents", topics=["Housing"])
    for one in (first, second):
        offering.put_on(one, ben)
    for number, person in enumerate(crowd[2:8]):
        offering.bring(dialogue, person, ["Water", "Housing"][number % 2])
    return first, second


def applied(round, by, wishes, seats=None, seen=None):
    round.refresh_from_db()
    answer = answering.answer(round, wishes)
    seats = answer.seats if seats is None else seats
    seen = round.version if seen is None else seen
    cases = answering.cases_in(answer.question)
    scenes.do(round, by, answering.apply, wishes, seats=seats, cases=cases, seen=seen)
    return answer


def group_of(round, person):
    return ledger.seats(round)[person.pk].group


def test_mixing_makes_even_groups_of_the_size_and_moves_nobody_before_it_is_applied(
    dialogue, ben, crowd
):
    round = scenes.drafted(dialogue, ben, groups=1)
    answer = answering.answer(round, MIXED)
    assert sorted(Counter(answer.seats.values()).values()) == [4, 4, 4]
    assert scenes.sitting(round) == {} and round.groups.count() == 1
    applied(round, ben, MIXED)
    assert sorted(set(scenes.sitting(round).values())) == ["Group 1", "Group 2", "Group 3"]
    assert Move.objects.get(round=round).how == Move.How.MATCHING


def test_people_of_one_city_are_spread(dialogue, ben, crowd):
    assert answering.answer(scenes.drafted(dialogue, ben), MIXED).plan.same_city == 0


def test_around_challenges_each_group_has_one_and_its_giver(
    dialogue, ben, crowd, programme, cleo, dov
):
    round = scenes.drafted(dialogue, ben, groups=2)
    answer = applied(round, ben, AROUND)
    assert answer.plan.needs_met == 2
    assert cases_of(round) == {
        group_of(round, cleo).pk: programme[0],
        group_of(round, dov).pk: programme[1],
    }


def test_a_challenge_for_a_group_alone_gives_no_title_that_everybody_reads(
    dialogue, ben, crowd, programme
):
    round = scenes.drafted(dialogue, ben, groups=1)
    scenes.do(round, ben, grouping.remove, group=round.groups.all()[0].pk)
    applied(round, ben, AROUND)
    titles = [group.title for group in round.groups.all()]
    assert "Rents that rise" in titles and not any("Secret" in title for title in titles)
    told = Entry.objects.filter(kind="challenges.case_given")
    assert {entry.audience for entry in told} == {Audience.CREW} and told.count() == 2


def test_in_the_room_the_case_is_the_one_of_the_group(dialogue, ben, crowd, programme, cleo):
    round = scenes.drafted(dialogue, ben, groups=2)
    applied(round, ben, AROUND)
    assert people_around(programme[0], [cleo.pk]) == set()  # of a draft nobody knows yet
    scenes.open_now(round, ben)
    group = grouping.find(Round.objects.get(pk=round.pk), group_of(round, cleo).pk)
    assert case_in(group.room) == programme[0]
    assert people_around(programme[0], [cleo.pk]) == set(grouping.in_group(group))


def test_pinned_people_stay_and_a_pinned_giver_takes_the_case_along(
    dialogue, ben, crowd, programme, cleo, dov
):
    round = scenes.drafted(dialogue, ben, groups=3)
    third = round.groups.all()[2]
    scenes.move(round, ben, cleo, crowd[3], to=2)
    applied(round, ben, AROUND)
    assert group_of(round, cleo) == group_of(round, crowd[3]) == third
    assert cases_of(round)[third.pk] == programme[0]


def test_only_the_free_places_are_filled(dialogue, ben, crowd):
    round = scenes.drafted(dialogue, ben, groups=3)
    applied(round, ben, MIXED)
    before = scenes.sitting(round)
    late = [cast.person(name, languages=["en"]) for name in ("late", "later")]
    cast.enrol_all(dialogue, late)
    applied(round, ben, Wishes(size=4, only_unseated=True))
    after = scenes.sitting(round)
    assert {name: after[name] for name in before} == before and {"late", "later"} < after.keys()


def test_after_somebody_dropped_out_few_seats_are_others(dialogue, ben, ada, crowd):
    round = scenes.drafted(dialogue, ben, groups=3)
    applied(round, ben, MIXED)
    cast.remove(dialogue, crowd[5], by=ada)
    before = scenes.sitting(round)
    applied(round, ben, Wishes(size=4, keep=True))
    after = scenes.sitting(round)
    assert sum(after[name] != before[name] for name in after) <= 1


def test_nobody_meets_again_when_others_are_there(dialogue, ben, crowd):
    pairs = []
    for _ in range(2):
        round = scenes.drafted(dialogue, ben, groups=4)
        applied(round, ben, Wishes(size=3))
        pairs.append(met(round))
        scenes.back(scenes.open_now(round, ben), ben)
    assert not pairs[0] & pairs[1]


def met(round):
    groups = {}
    for person, seat in ledger.seats(round).items():
        groups.setdefault(seat.group_id, []).append(person)
    return {frozenset(pair) for people in groups.values() for pair in combinations(people, 2)}


def test_all_share_a_language_or_it_is_said_who_does_not(dialogue, ben, crowd):
    alone = cast.person("alone", languages=["ar"])
    cast.enrol(dialogue, alone, "participant")
    round = scenes.drafted(dialogue, ben)
    with pytest.raises(matching.Impossible) as why:
        answering.answer(round, MIXED)
    said = wording.refusal(why.value, {alone.pk: "Alone"}, {})
    assert "Alone" in said


def test_whoever_says_no_language_is_taken_to_speak_those_of_the_dialogue(dialogue, ben, crowd):
    type(dialogue).objects.filter(pk=dialogue.pk).update(languages=["en"])
    silent = cast.person("silent")
    cast.enrol(dialogue, silent, "participant")
    question = posing.question(scenes.find(dialogue, scenes.drafted(dialogue, ben).pk), MIXED)
    assert question.silent == [silent.pk]
    assert {p.languages for p in question.problem.people if p.id == silent.pk} == {
        frozenset({"en"})
    }


def test_reasons_stand_with_the_seat_in_the_readers_language(dialogue, ben, crowd, programme, cleo):
    round = scenes.drafted(dialogue, ben, groups=2)
    applied(round, ben, AROUND)
    said = wording.sentences(ledger.seats(round)[cleo.pk].reasons)
    assert said[0] == "gives the case here" and any("English" in words for words in said)
    assert wording.sentence("of-another-version", [], 0) == ""


def test_weights_of_the_form_are_those_of_the_solver():
    weights = Wishes(cities=Weight.OFF, meetings=Weight.IMPORTANT).weights()
    assert weights.city == 0 and weights.again == 4 * matching.WEIGHTS.again
    assert weights.need == matching.WEIGHTS.need


def test_what_was_looked_at_before_somebody_moved_is_not_applied(dialogue, ben, crowd, cleo):
    round = scenes.drafted(dialogue, ben, groups=3)
    seats, seen = answering.answer(round, MIXED).seats, round.version
    scenes.move(round, ben, cleo, to=0)
    with pytest.raises(MovedMeanwhile):
        applied(round, ben, MIXED, seats=seats, seen=seen)


def test_what_was_looked_at_before_somebody_came_is_not_applied(dialogue, ben, crowd):
    round = scenes.drafted(dialogue, ben, groups=3)
    seats = answering.answer(round, MIXED).seats
    cast.enrol(dialogue, cast.person("late"), "participant")
    with pytest.raises(answering.ChangedMeanwhile):
        scenes.do(round, ben, answering.apply, MIXED, seats=seats, cases="", seen=round.version)
    assert scenes.sitting(round) == {}


def test_a_programme_that_changed_meanwhile_is_looked_at_again(dialogue, ben, crowd, programme):
    round = scenes.drafted(dialogue, ben, groups=3)
    answer = answering.answer(round, AROUND)
    before = answering.cases_in(answer.question)
    offering.withdraw(programme[0], crowd[0])
    with pytest.raises(answering.ChangedMeanwhile):
        scenes.do(round, ben, answering.apply, AROUND, seats=answer.seats, cases=before, seen=0)


def test_only_those_who_lead_apply(dialogue, ben, mia, crowd, cleo):
    round = scenes.drafted(dialogue, ben, groups=3)
    seats = answering.answer(round, MIXED).seats
    for person in (mia, cleo):
        with pytest.raises(NotAllowed):
            scenes.do(round, person, answering.apply, MIXED, seats=seats, cases="", seen=0)


@pytest.mark.parametrize("text", ["1", "a:b", "1:2:3", "9" * 23 + ":1", "1:-" + "9" * 23])
def test_seats_that_are_none_are_refused(text):
    with pytest.raises(Refusal):
        answering.parsed(text)
    assert answering.parsed("") == {} and answering.parsed("7:-1 8:3") == {7: -1, 8: 3}


WISHED = {
    "kind": "around", "size": 4, "who": "all",
    **dict.fromkeys(("experience", "cities", "sectors", "meetings"), "normal"),
}  # fmt: skip


def test_the_page_shows_a_preview_and_then_seats_people_as_it_showed(
    client, dialogue, ben, crowd, programme, cleo
):
    round = scenes.drafted(dialogue, ben, groups=2)
    address = f"/d/{dialogue.slug}/groups/{round.pk}/fill/match"
    client.force_login(ben)
    assert 'name="size" value="6"' in client.get(address).content.decode()
    shown = client.post(address, WISHED).content.decode()
    assert "2 of 2 challenges have two people or more with experience" in shown
    assert "gives the case here" in shown and scenes.sitting(round) == {}
    said = dict(re.findall('name="(seats|cases)" value="([^"]*)"', shown))
    form = WISHED | said | {"seen": 0, "apply": "yes", "key": cast.new_key()}
    for _ in range(2):
        assert client.post(address, form).headers["Location"] == round.get_absolute_url()
    assert answering.written({p: s.group_id for p, s in ledger.seats(round).items()}) != ""
    assert len(scenes.sitting(round)) == 12 and Move.objects.count() == 1
    filled = client.get(f"/d/{dialogue.slug}/groups/{round.pk}/fill/").content.decode()
    assert "Why here" in filled and "Challenge: Rents that rise" in filled


def test_the_page_says_for_whom_a_rule_cannot_be_held(client, dialogue, ben, crowd):
    cast.enrol(dialogue, cast.person("alone", languages=["ar"]), "participant")
    round = scenes.drafted(dialogue, ben)
    client.force_login(ben)
    address = f"/d/{dialogue.slug}/groups/{round.pk}/fill/match"
    refused = client.post(address, WISHED | {"kind": "mixed"})
    assert refused.status_code == 409 and "Alone" in refused.content.decode()


def test_the_size_that_the_form_begins_with_fills_every_group_that_there_is(dialogue, ben, crowd):
    """Twelve people in five groups are two or three in each: by twos they would fill six."""
    round = scenes.drafted(dialogue, ben, groups=5)
    applied(round, ben, Wishes(size=own_size(pool(round))))
    sizes = Counter(scenes.sitting(round).values())
    assert sorted(sizes.values()) == [2, 2, 2, 3, 3]


def matched(client, round, ben, **fields):
    """The preview, and what its form says with this in addition."""
    round.refresh_from_db()
    address = f"/d/{round.dialogue.slug}/groups/{round.pk}/fill/match"
    client.force_login(ben)
    shown = client.post(address, WISHED | {"kind": "mixed", "size": 6} | fields)
    said = dict(re.findall('name="(seats|cases|spare)" value="([^"]*)"', shown.content.decode()))
    form = WISHED | {"kind": "mixed", "size": 6, "seen": round.version, "apply": "yes"}
    return shown, address, form | said | {"key": cast.new_key()}


def test_groups_that_stay_empty_are_named_and_taken_away_with_the_seating(
    client, dialogue, ben, crowd
):
    round = scenes.drafted(dialogue, ben, groups=4)
    shown, address, form = matched(client, round, ben)
    assert "2 groups stay empty: <bdi>Group 3</bdi>, <bdi>Group 4</bdi>" in shown.content.decode()
    client.post(address, form)
    assert [group.title for group in round.groups.all()] == ["Group 1", "Group 2"]
    assert len(scenes.sitting(round)) == 12


def test_empty_groups_stay_where_somebody_is_expected_or_if_they_are_to(
    client, dialogue, ben, crowd
):
    round = scenes.drafted(dialogue, ben, groups=4)
    text = "new@example.org;Group 4"
    scenes.do(round, ben, applying.apply, text=text, seen=None)
    _shown, address, form = matched(client, round, ben)
    client.post(address, {**form, "spare": ""})
    assert round.groups.count() == 4
    _shown, address, form = matched(client, round, ben)
    client.post(address, form)
    assert [group.title for group in round.groups.all()] == ["Group 1", "Group 2", "Group 4"]


def test_no_group_is_taken_away_from_a_round_that_is_at_work(client, dialogue, ben, crowd):
    round = scenes.open_now(scenes.drafted(dialogue, ben, groups=4), ben)
    _shown, address, form = matched(client, round, ben)
    assert "spare" not in form
    refused = client.post(address, {**form, "spare": str(round.groups.all()[3].pk)})
    assert refused.status_code == 409
    assert round.groups.count() == 4


def test_the_board_leads_to_why_people_sit_where_a_matching_put_them(client, dialogue, ben, crowd):
    round = scenes.drafted(dialogue, ben)
    scenes.move(round, ben, crowd[0], to=0)
    assert "Why people sit where they do" not in pages.text(pages.board(round, ben))
    applied(round, ben, MIXED)
    assert "Why people sit where they do" in pages.text(pages.board(round, ben))
