"""What becomes of an operation: it is refused, or this is told of it, and this would undo it.

Every door decides here: sockets, forms, templates, imports. Nothing here reads or writes anything but
the state it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from polylogue.kit.refusals import NotFound
from whiteboard import permissions
from whiteboard.entries import BoardFact
from whiteboard.operations import Step
from whiteboard.permissions import Lock, Role
from whiteboard.pieces import Kind, Piece
from whiteboard.refusals import BoardFull, Gone, NameTaken
from whiteboard.state import State

MOST_PIECES = 5000


class Actor(NamedTuple):
    person: int
    role: Role


@dataclass(frozen=True)
class Told:
    """An entry to be: for everybody, or for one person."""

    fact: BoardFact
    person: int | None = None
    steps: Sequence[Step] = ()


@dataclass
class Case:
    """An operation of somebody on a board, and what was decided so far."""

    state: State
    who: Actor
    key: str
    told: list[Told] = field(default_factory=list)
    says: Any = None

    # ---- may they ------------------------------------------------------------------------------

    def ask(self, operation: str, pieces: Iterable[Piece] = ()) -> None:
        """Raises the Refusal if the person may not do this to these pieces."""
        some: list[Piece | None] = [*pieces]
        for one in some or [None]:
            owns = one is None or one.by == self.who.person
            refusal = permissions.refusal(
                self.who.role, operation, self.state.phase, self.lock_of(one), owns=owns
            )
            if refusal:
                raise refusal

    def ask_about(self, operation: str, pieces: Sequence[Piece]) -> None:
        """The same; to change a lane is to arrange the lanes."""
        lanes = [piece for piece in pieces if piece.kind == Kind.LANE]
        others = [piece for piece in pieces if piece.kind != Kind.LANE]
        if lanes:
            self.ask("arrange_lanes", lanes)
        if others:
            self.ask(operation, others)

    def lock_of(self, piece: Piece | None) -> Lock:
        if self.state.rules.is_locked:
            return Lock.BOARD
        return Lock.PIECE if piece and piece.locked_by else Lock.FREE

    # ---- what it is about ----------------------------------------------------------------------

    def known(self, name: str) -> Piece:
        """A piece that the person can see, deleted or not."""
        piece = self.state.pieces.get(name)
        if piece is None or not piece.is_seen_by(self.who.person):
            raise NotFound
        return piece

    def live(self, name: str) -> Piece:
        piece = self.known(name)
        if not piece.is_live:
            raise Gone
        return piece

    def some_live(self, names: Iterable[str]) -> list[Piece]:
        """Those of several that were not deleted meanwhile; at least one."""
        found = [piece for name in dict.fromkeys(names) if (piece := self.known(name)).is_live]
        if not found:
            raise Gone
        return found

    def is_there(self, name: str, kind: Kind) -> bool:
        """Whether the person sees such a piece of this kind."""
        piece = self.state.pieces.get(name)
        return bool(
            piece and piece.kind == kind and piece.is_live and piece.is_seen_by(self.who.person)
        )

    def require_room(self, name: str) -> None:
        """One more piece of this name finds its place."""
        if name in self.state.pieces:
            raise NameTaken
        if self.state.live >= MOST_PIECES:
            raise BoardFull

    # ---- what is told --------------------------------------------------------------------------

    def tell(self, fact: BoardFact, *steps: Step, private: bool = False) -> None:
        self.told.append(Told(fact, self.who.person if private else None, steps))

    def tell_of(
        self,
        pieces: Sequence[Piece],
        fact: Callable[[list[Piece]], BoardFact],
        step: Callable[[Piece], Step],
    ) -> None:
        """One fact of what everybody sees, and one of what only the person sees."""
        for private in (False, True):
            some = [piece for piece in pieces if (piece.private_to is not None) == private]
            if some:
                self.tell(fact(some), *map(step, some), private=private)


def names(pieces: Iterable[Piece]) -> list[str]:
    return [piece.name for piece in pieces]
