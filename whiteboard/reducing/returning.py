"""Putting a piece or the whole board back to how it was, by the operations that anybody would use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound
from whiteboard import operations as ops
from whiteboard.deciding import Case
from whiteboard.entries import BoardReturned, PieceReturned, VersionNamed
from whiteboard.pieces import Piece
from whiteboard.reducing import ways_back
from whiteboard.reducing.registry import decides
from whiteboard.reducing.turns import in_turn
from whiteboard.refusals import AsItWas, EnoughVersions

MOST_VERSIONS = 100
LABEL_LENGTH = 120


@decides(ops.ReturnPiece)
def return_piece(case: Case, op: ops.ReturnPiece) -> None:
    """Whoever does it may do each of the operations that this takes."""
    piece = case.known(op.piece)
    was = _past(case, op.to).get(op.piece)
    if was is None or not was.is_live or was.private_to != piece.private_to:
        raise NotFound(_("It was not on the board at that moment."))
    in_turn(case, ways_back.of_piece(case.state, piece, _past(case, op.to)))
    private = piece.private_to is not None
    _lead(case, PieceReturned(key=case.key, piece=op.piece, to=op.to, of=len(case.told)), private)


@decides(ops.ReturnBoard)
def return_board(case: Case, op: ops.ReturnBoard) -> None:
    """What only somebody's eyes see now stays as it is; what only they saw then is not there."""
    case.ask("return_board")
    in_turn(case, ways_back.of_board(case.state, _past(case, op.to)))
    _lead(case, BoardReturned(key=case.key, to=op.to, of=len(case.told)))


@decides(ops.NameVersion)
def name_version(case: Case, op: ops.NameVersion) -> None:
    case.ask("name_version")
    label = wording.name(op.label)
    if not label or len(label) > LABEL_LENGTH:
        raise Invalid(_("Please give the version a name of up to 120 characters."))
    if case.state.versions >= MOST_VERSIONS:
        raise EnoughVersions
    case.tell(VersionNamed(key=case.key, label=label))


def _past(case: Case, seq: int) -> dict[str, Piece]:
    """The board at an entry, which was gathered with the operation."""
    if seq not in case.state.past:
        raise NotFound(_("The board has no such moment."))
    return case.state.past[seq]


def _lead(case: Case, fact: BoardReturned | PieceReturned, private: bool = False) -> None:
    if not case.told:
        raise AsItWas
    case.tell(fact, private=private)
