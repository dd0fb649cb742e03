"""Keys that order a lane: always room for one more, and never two alike."""

import random

from hypothesis import given
from hypothesis import strategies as st

from whiteboard import ordering


@given(st.lists(st.floats(0, 1), max_size=300))
def test_between_any_two_there_is_a_key(places):
    keys: list[str] = []
    for part in places:
        at = round(part * len(keys))
        low, high = keys[at - 1] if at else "", keys[at] if at < len(keys) else ""
        made = ordering.between(low, high)
        assert low < made and (not high or made < high)
        keys.insert(at, made)
    assert keys == sorted(set(keys))


def test_a_thousand_at_the_end_stay_short():
    key = ""
    for _ in range(1000):
        key = ordering.between(key, "")
    assert len(key) <= ordering.WIDTH


def test_many_in_one_gap_become_long_and_are_short_again_when_spread():
    low, high = "a", "b"
    for _ in range(2000):
        high = ordering.between(low, high)
    assert len(high) > ordering.LONGEST
    keys = ordering.spread(5000)
    assert keys == sorted(set(keys)) and max(map(len, keys)) <= ordering.WIDTH


def test_several_keys_stand_in_their_order():
    chance = random.Random(7)
    for _ in range(200):
        low = ordering.between("", "") if chance.random() < 0.5 else ""
        keys = ordering.after(low, "z", chance.randrange(1, 9))
        assert [low, *keys, "z"] == sorted({low, *keys, "z"})
