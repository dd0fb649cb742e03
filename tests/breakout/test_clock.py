"""How much time a round has left, and what other parts add to its board."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from breakout import clock, filling
from breakout.models import Round
from tests.breakout import scenes
from tests.breakout.pages import board, press, see, text


@pytest.mark.parametrize(
    ("fields", "then", "phase"),
    [
        ({}, None, ""),
        ({"opens_at": 30}, "opens", "opening"),
        ({"opened_at": -9}, None, "endless"),
        ({"opened_at": -9, "ends_at": 30, "returns_at": 90}, "ends", "work"),
        ({"opened_at": -9, "ends_at": -5, "returns_at": 30}, "returns", "grace"),
        ({"opened_at": -9, "ends_at": -9, "returns_at": -5}, None, "grace"),
        ({"opened_at": -9, "ends_at": 30, "returns_at": 90, "closed_at": -1}, None, ""),
    ],
)
def test_it_says_what_comes_next_and_in_how_many_seconds(fields, then, phase):
    moments = {name: timezone.now() + timedelta(seconds=s) for name, s in fields.items()}
    round = Round(**moments)
    left = clock.left(round)
    assert (left and left.next) == then
    assert left is None or left.seconds in {29, 30}
    assert clock.phase(round) == phase
    assert clock.face(round) in ({"0:29", "0:30"} if left else {"0:00"})


def test_a_page_says_what_is_left_before_its_script_does(dialogue, ben, plenary):
    round = scenes.drafted(dialogue, ben, minutes=30)
    press(round, ben, "open", seconds=0)
    page = text(see(ben, "rooms:show", dialogue.slug, plenary.pk))
    assert '<span data-when="work">Group work, time left:' in page
    for other in ("opening", "endless", "grace"):
        assert f'<span data-when="{other}" hidden>' in page
    assert re.search(r'role="timer">(30:00|29:5\d)</time>', page)


def test_ways_to_fill_groups_have_their_place_on_the_board(dialogue, ben, mia, monkeypatch):
    monkeypatch.setattr(filling, "WAYS", [])

    @filling.way("At random", "components/_badge.html")
    def at_random(round, by):
        return {"text": "Mix"} if round.is_draft else None

    round = scenes.drafted(dialogue, ben)
    assert "<summary>At random</summary>" in text(board(round, ben))
    assert "At random" not in text(board(round, mia))
    press(round, ben, "open", seconds=0)
    assert "At random" not in text(board(round, ben))
