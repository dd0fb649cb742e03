"""Boards in memory, for tests of the reducer: who acts, and operations in short words."""

from __future__ import annotations

from itertools import count
from typing import Any

from whiteboard import operations as ops
from whiteboard import reducing
from whiteboard.deciding import Actor, Told
from whiteboard.operations import Operation
from whiteboard.permissions import Phase, Role
from whiteboard.state import CardField, Rules, State

BEN, MIA = Actor(2, Role.LEAD), Actor(3, Role.HOST)
CLEO, DOV, OLGA = Actor(4, Role.MEMBER), Actor(5, Role.MEMBER), Actor(6, Role.OBSERVER)

_numbers = count(1)


def board(phase: str = "plan", **rules: Any) -> State:
    card = (CardField("title", 200), CardField("goal", 60))
    return State(phase=Phase(phase), rules=Rules(**rules), card=card, keeps_edits=True)


def do(state: State, who: Actor, operation: Operation) -> list[Told]:
    return reducing.do(state, operation, who, f"key-{next(_numbers)}")


def name(hint: str = "piece") -> str:
    return f"{hint}-{next(_numbers)}"


def put(state: State, who: Actor, type: str = "card", **how: Any) -> str:
    made = name(type[:8])
    do(state, who, ops.CreatePiece(piece=made, type=type, **how))
    return made


def note(state: State, who: Actor, text: str = "Trams", **how: Any) -> str:
    return put(state, who, "note", fields={"text": text}, **how)


def lane(state: State, title: str = "Lane") -> str:
    return put(state, BEN, "lane", fields={"title": title})


def write(state: State, who: Actor, piece: str, *op: Any, base: int | None = None, field="text"):
    base = state.seq if base is None else base
    return do(state, who, ops.EditText(piece=piece, field=field, base=base, op=list(op)))


def in_lane(state: State, lane: str, type: str = "card") -> list[str]:
    return [piece.name for piece in state.neighbours(type, lane) if piece.is_live]
