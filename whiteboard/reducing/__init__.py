"""The reducer of boards: validate, authorise, tell, and how to take it back; pure, for every door."""

from __future__ import annotations

from whiteboard.deciding import Actor, Case, Told
from whiteboard.operations import Operation
from whiteboard.pieces import Rev
from whiteboard.reducing import (  # noqa: F401 - they register
    boards,
    leading,
    making,
    placing,
    returning,
    undoing,
    wording,
)
from whiteboard.reducing.registry import decider_of
from whiteboard.state import State


def decide(state: State, operation: Operation, who: Actor, key: str = "") -> Case:
    """What is told of the operation, in order; raises a Refusal, and then nothing has changed."""
    case = Case(state, who, key)
    decider_of(operation)(case, operation)
    return case


def apply(state: State, told: Told, rev: Rev) -> None:
    """Has the state be as it is after this entry."""
    told.fact.apply(state, rev)
    state.seq = rev[0]
    if told.steps and state.keeps_edits:
        state.steps[rev[0]] = rev[1], tuple(step.at(rev[0]) for step in told.steps)


def do(state: State, operation: Operation, who: Actor, key: str = "") -> list[Told]:
    """Both, for a board that is in memory as a whole; returns all that is told of it."""
    told = decide(state, operation, who, key).told
    for one in told:
        apply(state, one, (state.seq + 1, who.person))
    renewed = [
        more
        for lane in sorted(placing.overlong(state, told))
        for more in placing.renewed(state, *lane)
    ]
    for one in renewed:
        apply(state, one, (state.seq + 1, who.person))
    return told + renewed
