"""A mass drop must not become a mass return."""

from __future__ import annotations

from polylogue.client import Pace


def test_the_first_return_is_spread_over_the_window():
    moments = [Pace(first=2.0).delay() for _ in range(200)]
    assert 0 <= min(moments) < 0.5 < 1.5 < max(moments) <= 2


def test_the_window_doubles_up_to_the_longest():
    pace = Pace(first=0.0, step=0.5, longest=4.0)
    for _ in range(20):
        assert pace.delay() <= 4.0


def test_what_the_server_asks_for_is_waited_on_top():
    assert Pace(first=0.0).delay(after_ms=3000) == 3.0


def test_success_begins_anew():
    pace = Pace(first=0.0)
    pace.delay()
    pace.succeeded()
    assert pace.delay() == 0.0
