"""Keys that put pieces in an order, with room for another between any two.

A key is a fraction in base 36 without its zero and point; signs compare as the database compares them.
"""

from __future__ import annotations

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(SIGNS)
# At either end there is as much room as these signs count.
WIDTH, STEP = 4, 64
LONGEST = 32


def between(low: str, high: str) -> str:
    """A key after `low` and before `high`; empty ones are the ends."""
    if not low and not high:
        return SIGNS[BASE // 2]
    if not high and (number := _number(low) + STEP) < BASE**WIDTH:
        return _key(number)
    if not low and (number := _number(high) - STEP) > 0:
        return _key(number)
    return _middle(low, high)


def after(low: str, high: str, count: int) -> list[str]:
    """So many keys between the two, in their order."""
    made: list[str] = []
    for _ in range(count):
        made.append(between(made[-1] if made else low, high))
    return made


def spread(count: int) -> list[str]:
    """So many short keys, as far from one another as can be."""
    return [_key(BASE**WIDTH * (n + 1) // (count + 1)) for n in range(count)]


def _middle(low: str, high: str) -> str:
    made = ""
    while True:
        place = len(made)
        a = SIGNS.index(low[place]) if place < len(low) else 0
        b = SIGNS.index(high[place]) if place < len(high) else BASE
        if b - a > 1:
            return made + SIGNS[(a + b) // 2]
        made += SIGNS[a]
        if a != b:
            high = ""


def _number(key: str) -> int:
    return int(key[:WIDTH].ljust(WIDTH, "0"), BASE)


def _key(number: int) -> str:
    signs = ""
    for _ in range(WIDTH):
        number, sign = divmod(number, BASE)
        signs = SIGNS[sign] + signs
    return signs.rstrip("0")
