"""Taking back one's own steps, and only what nobody else has changed since."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import NotFound
from whiteboard import operations as ops
from whiteboard.deciding import Case
from whiteboard.entries import ReturnUndone
from whiteboard.operations import Step
from whiteboard.pieces import LIFE, Piece
from whiteboard.reducing.registry import decider_of, decides
from whiteboard.reducing.turns import in_turn
from whiteboard.refusals import ChangedSince
from whiteboard.state import State


class Taken(NamedTuple):
    """A step, and the entry that it was done by."""

    entry: int
    step: Step


@decides(ops.Undo)
def undo(case: Case, op: ops.Undo) -> None:
    """Does the inverse of each step of an entry; to undo an undo is to do it again.

    What somebody else changed meanwhile stays as it is, and whoever undoes is told which that was. What
    was written in a text is taken out of it wherever it is now.
    """
    steps = _steps(case, op.entry)
    if not steps:
        raise NotFound(_("There is nothing to take back."))
    back = _restored(case, steps)
    kept = [one for one in steps if not _is_still_mine(case, one, back)]
    if len(kept) == len(steps):
        raise ChangedSince
    inverses = [one.step.inverse for one in steps if one not in kept]
    if op.entry in case.state.led:
        in_turn(case, reversed(inverses))
        private = all(told.person is not None for told in case.told)
        case.tell(ReturnUndone(key=case.key, entry=op.entry, of=len(case.told)), private=private)
    else:
        for inverse in inverses:
            decider_of(inverse)(case, inverse)
    case.says = {"kept": list(dict.fromkeys(one.step.piece for one in kept))} if kept else None


def entries_of(state: State, entry: int) -> range:
    """The entry, or all that were done as one with it."""
    return range(entry - state.led.get(entry, 0), entry + 1)


def _steps(case: Case, entry: int) -> list[Taken]:
    found = []
    for seq in entries_of(case.state, entry):
        by, steps = case.state.steps.get(seq, (0, ()))
        if by == case.who.person:
            found += [Taken(seq, step) for step in steps]
    return found


def _is_still_mine(case: Case, one: Taken, back: set[str]) -> bool:
    """`back`: the pieces that are restored by it."""
    entry, step = one
    piece, me = case.known(step.piece), case.who.person
    if step.part == LIFE:
        return _lives_as_left(piece, one, me)
    is_there = piece.is_live or piece.name in back
    if isinstance(step.inverse, ops.EditText):
        return is_there
    return is_there and _last(piece, step.part) == (entry, me)


def _lives_as_left(piece: Piece, one: Taken, me: int) -> bool:
    """What was put there is as it was left, but for whoever did it; what was deleted is so still."""
    if isinstance(one.step.inverse, ops.DeletePieces):
        parts = [*piece.revs.values(), (piece.made, piece.by)]
        return piece.is_live and all(by == me or seq < one.entry for seq, by in parts)
    return _last(piece, LIFE) == (one.entry, me)


def _restored(case: Case, steps: list[Taken]) -> set[str]:
    return {
        one.step.piece
        for one in steps
        if isinstance(one.step.inverse, ops.RestorePieces)
        if _lives_as_left(case.known(one.step.piece), one, case.who.person)
    }


def _last(piece: Piece, part: str) -> tuple[int, int]:
    return piece.revs.get(part, (piece.made, piece.by))
