"""Each hard rule that cannot be held is named, with those concerned, and there is no plan."""

from __future__ import annotations

from typing import Any

import pytest

from breakout.matching import Impossible, Person, Problem, Table, refusals, solve
from tests.breakout.matching.people import case, people, person, tables


def refused(
    kind: type[Impossible], some: tuple[Person, ...], at: tuple[Table, ...], **more: Any
) -> Any:
    with pytest.raises(kind) as refusal:
        solve(Problem(some, at, **more))
    assert type(refusal.value) is kind
    assert str(refusal.value)
    return refusal.value


def test_more_people_than_seats():
    assert refused(refusals.TooManyPeople, people(9), tables(2, 1, 4)).number == 1


def test_too_few_people_to_fill_the_tables():
    assert refused(refusals.TooFewPeople, people(5), tables(2, 3, 4)).number == 1


def test_somebody_of_whom_no_language_is_known():
    some = (*people(2), person("quiet", ""))
    assert refused(refusals.SaysNoLanguage, some, tables(1, 1, 4)).people == ("quiet",)


def test_a_case_whose_giver_is_not_here():
    found = refused(refusals.GiverMissing, people(3), (Table(1, case("gone")),))
    assert (found.people, found.tables) == (("gone",), (1,))


def test_somebody_who_gives_two_cases_at_once():
    at = (Table(1, case("p0")), Table(2, case("p0")))
    found = refused(refusals.GivesTwice, people(4), at)
    assert (found.people, found.tables) == (("p0",), (1, 2))


def test_a_case_giver_who_is_pinned_away_from_the_case():
    at = (Table(1, case("p0")), Table(2))
    found = refused(refusals.GiverPinnedElsewhere, people(4), at, pins={"p0": 2})
    assert (found.people, found.tables) == (("p0",), (2,))


def test_a_pin_to_a_table_that_is_not_there():
    found = refused(refusals.PinnedNowhere, people(4), tables(2, 1, 4), pins={"p1": 9})
    assert (found.people, found.tables) == (("p1",), (9,))


def test_more_people_pinned_to_a_table_than_fit():
    at = (Table(1, case("p0"), most=2), Table(2))
    found = refused(refusals.TooManyPinned, people(4), at, pins={"p1": 1, "p2": 1})
    assert (found.people, found.tables, found.number) == (("p0", "p1", "p2"), (1,), 1)


def test_people_pinned_together_who_have_no_language_in_common():
    some = (person("ana", "es"), person("bob", "en"), person("cy", "en es"))
    found = refused(refusals.NoCommonLanguage, some, tables(1, 1, 4), pins={"ana": 0, "bob": 0})
    assert (found.people, found.tables) == (("ana", "bob"), (0,))


def test_one_language_that_all_have_is_wanted_and_not_one_for_each_pair():
    some = (person("ana", "es fr"), person("bob", "en es"), person("cy", "en fr"))
    with pytest.raises(Impossible):
        solve(Problem(some, tables(1, 3, 3)))


def test_somebody_for_whom_no_table_has_a_language():
    some = (person("giver", "en"), person("ana", "es"), person("bob"))
    found = refused(refusals.NoTableInTheirLanguage, some, (Table(1, case("giver")),))
    assert (found.people, found.number) == (("ana",), 1)
    assert "ana" in str(found)


def test_a_table_that_cannot_be_filled_with_people_who_understand_each_other():
    some = (person("giver", "es"), *people(8))
    at = (Table(1, case("giver"), least=3), Table(2, least=3, most=8))
    found = refused(refusals.TableUnfilled, some, at)
    assert (found.tables, found.number) == ((1,), 2)


def test_people_who_are_not_here_hinder_nobody():
    at = tables(2, 2, 2)
    plan = solve(Problem(people(4), at, pins={"gone": 1}, keep={"gone": 0, "p0": 7}))
    assert sorted(plan.seats) == ["p0", "p1", "p2", "p3"]


def test_nobody_at_all_is_seated_nowhere():
    assert solve(Problem((), tables(2, 0, 4))).seats == {}


def test_two_of_the_same_id_are_an_error_of_the_caller():
    with pytest.raises(ValueError, match="same id"):
        Problem((*people(1), *people(1)), tables(1, 1, 4))


def test_a_table_with_more_people_at_least_than_at_most_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="5 to 4"):
        Table(1, least=5, most=4)
