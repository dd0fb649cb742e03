"""Taking back one's own steps, and only what nobody else has changed since."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import NotFound
from whiteboard import operations as ops
from whiteboard.deciding import Case
from whiteboard.operations import Step
from whiteboard.pieces import LIFE, Piece
from whiteboard.reducing.registry import decider_of, decides
from whiteboard.refusals import ChangedSince


@decides(ops.Undo)
def undo(case: Case, op: ops.Undo) -> None:
    """Does the inverse of each step of an entry; to undo an undo is to do it again.

    What somebody else changed meanwhile stays as it is, and whoever undoes is told which that was. What
    was written in a text is taken out of it wherever it is now.
    """
    by, steps = case.state.steps.get(op.entry, (0, ()))
    if by != case.who.person or not steps:
        raise NotFound(_("There is nothing to take back."))
    kept = [step for step in steps if not _is_still_mine(case, step, op.entry)]
    if len(kept) == len(steps):
        raise ChangedSince
    for step in steps:
        if step not in kept:
            decider_of(step.inverse)(case, step.inverse)
    case.says = {"kept": [step.piece for step in kept]} if kept else None


def _is_still_mine(case: Case, step: Step, entry: int) -> bool:
    piece = case.known(step.piece)
    if isinstance(step.inverse, ops.EditText):
        return piece.is_live
    me = case.who.person
    if step.part == LIFE and isinstance(step.inverse, ops.DeletePieces):
        return piece.is_live and all(by == me for _, by in piece.revs.values())
    return _last(piece, step.part) == (entry, me) and (piece.is_live or step.part == LIFE)


def _last(piece: Piece, part: str) -> tuple[int, int]:
    return piece.revs.get(part, (piece.made, piece.by))
