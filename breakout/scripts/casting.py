"""Who has which role in a group: drawn, handed on when somebody leaves, and taken over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice

from breakout.scripts.script import Role, Script

Holders = dict[str, tuple[int, ...]]
ABOUT_ONE = ("case", "turn")


def cast(script: Script, people: Sequence[int], *, about: int, turn: int = 0) -> Holders:
    """Everyone's role, from the order in which they were drawn; it begins one later in each turn.

    `about` is whose case or turn it is, 0 for nobody's.
    """
    order = [*people[turn % len(people) :], *people[: turn % len(people)]] if people else []
    free = [person for person in order if person != about]
    held: Holders = {}
    for role in script.roles:
        if role.cast in ABOUT_ONE:
            held[role.key] = (about,) if about in people else ()
        elif role.cast != "rest" and not role.beside:
            held[role.key] = _take(free, role.count, order)
    _give_rest(script, free, held)
    busy = [person for person in order if person not in free and person != about]
    _give_beside(script, [*free, *busy, *(person for person in order if person == about)], held)
    return {role.key: held[role.key] for role in script.roles}


def _take(free: list[int], count: int, order: list[int]) -> tuple[int, ...]:
    """The first of those without a role; in a group too small for all roles, somebody who has one."""
    taken = tuple(free[:count])
    del free[:count]
    others = (person for person in reversed(order) if person not in taken)
    return (*taken, *islice(others, count - len(taken)))


def _give_rest(script: Script, free: list[int], held: Holders) -> None:
    for role in script.roles:
        if role.cast == "rest":
            held[role.key] = tuple(free)


def _give_beside(script: Script, order: list[int], held: Holders) -> None:
    """To those who have no other task first, to each another one."""
    tasks = cycle(order)
    for role in script.roles:
        if role.beside:
            held[role.key] = tuple(islice(tasks, min(role.count, len(order))))


def without(script: Script, held: Holders, people: Sequence[int], gone: int) -> Holders:
    """What `gone` had is handed to the next in order; nobody takes over a case or a turn.

    `people` are those who were there before, in their order.
    """
    place = people.index(gone)
    next_in_order = [*people[place + 1 :], *people[:place]]
    left = {key: tuple(p for p in holders if p != gone) for key, holders in held.items()}
    for role in script.roles:
        if gone in held[role.key] and role.cast in {"drawn", "chosen"}:
            heir = _least_busy(script, left, next_in_order, role)
            left = given(script, left, role, heir) if heir else left
    return left


def _least_busy(script: Script, held: Holders, order: Sequence[int], role: Role) -> int | None:
    others = [person for person in order if person not in held[role.key]]
    return min(others, key=lambda person: _burden(script, held, person), default=None)


def _burden(script: Script, held: Holders, person: int) -> tuple[bool, int]:
    """Whose case it is comes last, then whoever has more roles than that of all who are left."""
    roles = [role for role in script.roles if person in held[role.key]]
    return (
        any(role.cast in ABOUT_ONE for role in roles),
        sum(role.cast != "rest" for role in roles),
    )


def given(script: Script, held: Holders, role: Role, person: int) -> Holders:
    """The same with one more holder, who is not among the rest any more unless the role is held beside."""
    after = {**held, role.key: (*held[role.key], person)}
    if rest := None if role.beside else script.with_cast("rest"):
        after[rest.key] = tuple(p for p in after[rest.key] if p != person)
    return after


def joined(script: Script, held: Holders, person: int) -> Holders:
    """Who comes late is one of the rest."""
    rest = script.with_cast("rest")
    return {**held, rest.key: (*held[rest.key], person)} if rest else held


def handed(script: Script, held: Holders, role: Role, person: int) -> Holders:
    """The role goes to this person; who had it is one of the rest, unless they have another."""
    if person in held[role.key]:
        return held
    before, kept = held[role.key][:1], held[role.key][1:]
    after = given(script, {**held, role.key: kept}, role, person)
    for other in before:
        if not any(other in holders for holders in after.values()):
            after = joined(script, after, other)
    return after
