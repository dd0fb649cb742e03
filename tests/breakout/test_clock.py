"""How much time a round has left, and what other parts add to its board."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from breakout import clock, filling
from breakout.models import Round
from tests.breakout import scenes
from tests.breakout.pages import board, press, text


@pytest.mark.parametrize(
    ("fields", "then"),
    [
        ({}, None),
        ({"opens_at": 30}, "opens"),
        ({"opened_at": -9}, None),
        ({"opened_at": -9, "ends_at": 30, "returns_at": 90}, "ends"),
        ({"opened_at": -9, "ends_at": -5, "returns_at": 30}, "returns"),
        ({"opened_at": -9, "ends_at": 30, "returns_at": 90, "closed_at": -1}, None),
    ],
)
def test_it_says_what_comes_next_and_in_how_many_seconds(fields, then):
    moments = {name: timezone.now() + timedelta(seconds=s) for name, s in fields.items()}
    left = clock.left(Round(**moments))
    assert (left and left.next) == then
    assert left is None or left.seconds in {29, 30}


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
