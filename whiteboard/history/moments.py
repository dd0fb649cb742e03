"""A board as it stood at one of its entries, for whoever looks at it now."""

from __future__ import annotations

from typing import Any

from polylogue.dialogues.cards import cards
from polylogue.kit.refusals import NotFound
from polylogue.log.models import Entry
from whiteboard import permissions, rowing
from whiteboard.deciding import Case
from whiteboard.entrance import Visit
from whiteboard.history import past, reading, versions
from whiteboard.models import Version
from whiteboard.outline import Outline, Shown
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State


class Moment(Outline):
    """The outline of a board as it was; of each thing whether it is otherwise now."""

    def __init__(self, visit: Visit, state: State) -> None:
        self.visit, self.board, self.state = visit, visit.board, state
        person = visit.by.person_id
        self.state.pieces = {
            name: piece
            for name, piece in state.pieces.items()
            if piece.is_live and piece.is_seen_by(person)
        }
        self.state.dots, self.deleted = {}, []
        self.came, self.became = {}, {}  # the board of now says where things came from and went
        self.now = {piece.name: piece for piece in rowing.pieces_of(visit.board)}
        self.case = Case(rowing.state_of(visit.board, 0), visit.who, "")
        self.people = cards(
            visit.by.dialogue_id, {piece.by for piece in self.state.pieces.values()}
        )
        self.connected = self._connected()

    def piece(self, piece: Piece) -> Shown:
        now = self.now.get(piece.name)
        is_gone = now is None or not now.is_live
        differs = is_gone or now is None or _look(now) != _look(piece)
        return {
            **super().piece(piece),
            "is_gone": is_gone,
            "differs": differs,
            "may_return": differs and now is not None and self._may_return(now),
        }

    def may_return_board(self) -> bool:
        return self._may_now("return_board")

    def _may_return(self, now: Piece) -> bool:
        does = "edit_text" if now.is_live else "restore_pieces"
        return self._may_now("arrange_lanes" if now.kind == Kind.LANE else does, now)

    def _may_now(self, operation: str, piece: Piece | None = None) -> bool:
        owns = piece is None or piece.by == self.visit.by.person_id
        phase, lock = self.case.state.phase, self.case.lock_of(piece)
        role = self.visit.who.role
        is_refused = permissions.refusal(role, operation, phase, lock, owns=owns)
        return self.visit.is_open and not is_refused

    def _may(self, operation: str, piece: Piece | None) -> bool:
        """Nothing is done in the past."""
        return False


def at(visit: Visit, seq: int) -> Shown:
    """The board at an entry, from the row of a version if one has a name there."""
    head = visit.board.stream.head
    if not 1 <= seq <= head:
        raise NotFound
    named = Version.objects.filter(board=visit.board, seq=seq).select_related("by").first()
    then = past.at(visit.board, seq)
    state = versions.state_of(named) if named else past.forked(then.state)
    moment = Moment(visit, state)
    earlier, later = reading.neighbours(visit, seq)
    return {
        **moment.shown(),
        "version": named,
        "entry": Entry.objects.get(stream=visit.board.stream_id, seq=seq),
        "at": seq,
        "head": head,
        "earlier": earlier,
        "later": later,
        "is_blotted": bool(then.blotted & moment.state.pieces.keys()),
        "may_return_board": moment.may_return_board() and seq < head,
    }


def _look(piece: Piece) -> tuple[Any, ...]:
    return piece.fields, piece.lane, piece.group
