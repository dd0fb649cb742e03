"""The server of the simulator: the real reducer, a log, and answers kept for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from polylogue.kit.refusals import Refusal
from polylogue.log.facts import KINDS
from polylogue.texts.ot import Operation as Edit
from whiteboard import operations as ops
from whiteboard import reducing
from whiteboard.deciding import Actor, Told
from whiteboard.entries import BoardBegun, BoardFact, PiecesRestored, PiecesRevealed, TextEdited
from whiteboard.operations import Operation
from whiteboard.permissions import Role
from whiteboard.pieces import Piece
from whiteboard.state import CardField, Rules, State

PAGE = 200
RESUMES = 60  # the real one replays 500; this is reached often


class Logged(NamedTuple):
    seq: int
    by: int
    person: int | None
    kind: str
    data: dict[str, Any]

    @property
    def fact(self) -> BoardFact:
        return msgspec.convert(self.data, KINDS[self.kind])  # type: ignore[return-value]


@dataclass
class Server:
    """What survives a crash: the log, the state that follows from it, and the answers."""

    roles: dict[int, Role]
    state: State = field(default_factory=State)
    log: list[Logged] = field(default_factory=list)
    answers: dict[tuple[int, str], int] = field(default_factory=dict)
    refused: int = 0

    def __post_init__(self) -> None:
        self.state.keeps_edits = True

    def do(self, person: int, key: str, operation: Operation) -> int | str:
        """The number of its last entry, or the code of the refusal; a refusal is not kept."""
        if (person, key) in self.answers:
            return self.answers[person, key]
        self._recall(operation)
        try:
            told = reducing.do(self.state, operation, Actor(person, self.roles[person]), key)
        except Refusal as refusal:
            self.refused += 1
            return refusal.code
        self._keep(told, person)
        self.answers[person, key] = len(self.log)
        return len(self.log)

    def _recall(self, operation: Operation) -> None:
        """The past that somebody wants to return to, from the log."""
        if isinstance(operation, ops.ReturnPiece | ops.ReturnBoard) and operation.to <= len(
            self.log
        ):
            self.state.past = {operation.to: self.replayed(operation.to).pieces}

    def tell(self, told: list[Told], by: int) -> None:
        for one in told:
            reducing.apply(self.state, one, (len(self.log) + 1, by))
        self._keep(told, by)

    def _keep(self, told: list[Told], by: int) -> None:
        for seq, one in enumerate(told, start=len(self.log) + 1):
            data = msgspec.to_builtins(one.fact)
            self.log.append(Logged(seq, by, one.person, one.fact.kind, data))

    # ---- what a person gets --------------------------------------------------------------------

    def since(self, person: int, after: int) -> dict[str, Any]:
        """A frame: what it covers, and the entries in it that are for this person."""
        found = self.log[after : after + PAGE]
        return {
            "from": after + 1,
            "to": after + len(found),
            "items": [self._shown(one) for one in found if one.person in (None, person)],
        }

    def _shown(self, one: Logged) -> tuple[Logged, list[Piece]]:
        if isinstance(one.fact, PiecesRevealed | PiecesRestored):
            pieces = [self.state.pieces[name] for name in one.data["pieces"]]
            return one, [p for p in pieces if p.private_to in (None, one.person)]
        return one, []

    def snapshot(self, person: int) -> dict[str, Any]:
        pieces = self.state.pieces.values()
        return {
            "seq": len(self.log),
            "phase": self.state.phase,
            "rules": self.state.rules,
            "round": self.state.round,
            "totals": dict(self.state.totals),
            "pieces": {p.name: p for p in pieces if p.is_live and p.is_seen_by(person)},
            "dots": {b: n for b, n in self.state.dots.items() if n and b[0] == person},
        }

    def text_since(self, piece: str, name: str, after: int, to: int) -> list[tuple[int, str, Edit]]:
        """What was written in one text, each with the key of its command."""
        return [
            (one.seq, one.data["key"], one.data["op"])
            for one in self.log[after:to]
            if one.kind == TextEdited.kind
            and one.data["piece"] == piece
            and one.data["field"] == name
        ]

    def replayed(self, to: int | None = None) -> State:
        again = State(keeps_edits=True)
        for one in self.log[:to]:
            one.fact.apply(again, (one.seq, one.by))
            again.seq = one.seq
        return again


def opened(roles: dict[int, Role], lead: int) -> Server:
    """A server with a board that has two lanes."""
    server = Server(roles)
    card = [CardField("title", 200)]
    begun = BoardBegun(title="Board", template="", phase="plan", rules=Rules(budget=6), card=card)
    server.tell([Told(begun)], lead)
    for number in (1, 2):
        lane = ops.CreatePiece(piece=f"lane-{number}", type="lane", fields={"title": "Lane"})
        server.do(lead, f"lane-{number}", lane)
    return server
