"""Names of scripts that run from the right stay in their place in a line that runs from the left."""

from __future__ import annotations

import pytest

from breakout.entries import PeopleSeated
from polylogue.kit.signs import is_right_to_left, shut
from polylogue.transcripts.leaving import author_in_words
from polylogue.transcripts.naming import Shown


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("שלום (LRT)", True),
        ("(300) سلام", True),
        ("SDG سلام", False),
        ("12 – 15", False),
        ("", False),
    ],
)
def test_the_first_letter_that_has_a_direction_gives_it(text, turned):
    assert is_right_to_left(text) is turned


def test_a_name_is_shut_where_it_would_run_into_what_follows():
    assert [shut(name) for name in ("ליאת", "Cleo", "")] == ["ליאת\u200e", "Cleo", ""]
    who = author_in_words(Shown("ليلى", "عمّان", None))
    assert who == "From ليلى\u200e, عمّان\u200e"


def test_how_people_were_seated_is_said_in_words():
    seated = {"round": 1, "version": 1, "seats": [(1, [5, 6])]}
    by_hand = PeopleSeated(how="by_hand", **seated).describe("Ben")
    assert by_hand == "Ben seated by hand: people 5, 6 in group 1"
    said = PeopleSeated(how="merge", gone=[7], **seated).describe("Ben")
    assert said.endswith("groups were merged: people 5, 6 in group 1; people 7 nowhere any more")
