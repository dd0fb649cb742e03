"""Every seat says why, in codes that whoever shows them can put into any language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from breakout.matching import (
    SENTENCES,
    Problem,
    Reason,
    Table,
    explain,
    meetings,
    refusals,
    solve,
)
from tests.breakout.matching.people import case, people, person

ROOT = Path(__file__).parents[3]


def words(problem: Problem, seats: dict[object, object], one: object) -> list[str]:
    return [str(reason) for reason in explain(problem, seats).reasons[one]]


def test_a_seat_tells_of_topics_language_city_sector_and_company():
    some = (
        person("giver", "en es", city="Lima", sector="public"),
        person(
            "helper", "en es", city="Gent", sector="research", offers="water data", seeks="water"
        ),
        person("other", "es", city="Lima", sector="public"),
    )
    problem = Problem(
        some, (Table(1, case("giver", "water heat")),), met=meetings([[["giver", "helper"]]])
    )
    seats = solve(problem).seats
    assert words(problem, seats, "helper") == [
        "has experience with the topic: water",
        "wants to learn about: water",
        "shares a language with everybody here: es",
        "the only one from Gent here",
        "the only one from this sector here: research",
        "people met for the first time: 1",
        "people met in earlier rounds: 1",
    ]
    assert words(problem, seats, "giver")[0] == "gives the case here"
    assert Reason("same-city", ("Lima",), 1) in solve(problem).reasons["giver"]


def test_a_seat_tells_of_pins_and_of_what_was_kept():
    problem = Problem(people(2), (Table(1), Table(2)), pins={"p0": 1}, keep={"p1": 2})
    plan = solve(problem)
    assert plan.reasons["p0"][0] == Reason("pinned")
    assert plan.reasons["p1"][0] == Reason("stays")


def test_a_code_without_a_sentence_does_not_exist():
    some = person("giver", offers="water")
    plan = solve(Problem((some, *people(3)), (Table(1, case("giver")),)))
    assert {reason.code for reasons in plan.reasons.values() for reason in reasons} <= set(
        SENTENCES
    )


ALONE = """
import sys, breakout.matching
known = {name.split(".")[0] for name in sys.modules}
assert not known & {"django", "polylogue", "rooms", "chat"}, known
"""


def test_matching_needs_neither_django_nor_the_rest_of_the_house():
    subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, check=True)


def test_every_code_is_in_the_handbook():
    told = (ROOT / "docs/matching.md").read_text("utf-8")
    kinds = refusals.Impossible.__subclasses__()
    assert len(kinds) == 16
    for code in (*SENTENCES, *(kind.code for kind in kinds)):
        assert f"`{code}`" in told
