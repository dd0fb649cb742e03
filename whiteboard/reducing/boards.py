"""What concerns a board as a whole: phases, rules, votes."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext_lazy as _
from msgspec import UNSET

from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from whiteboard import operations as ops
from whiteboard.deciding import Case, names
from whiteboard.entries import (
    BoardRenamed,
    PhaseSet,
    PiecesRevealed,
    RulesSet,
    VoteCast,
    VotesCounted,
    VotesShown,
)
from whiteboard.permissions import Phase
from whiteboard.pieces import VOTED_ON, Kind, Piece
from whiteboard.reducing.registry import decides
from whiteboard.refusals import NoDotsLeft

# So many are shown by one entry: with all that they say it stays well below what a frame may hold.
SHOWN_AT_ONCE = 20
TITLE_LENGTH = 120


@decides(ops.SetPhase)
def set_phase(case: Case, op: ops.SetPhase) -> None:
    case.ask("set_phase")
    state = case.state
    was_hidden = state.hides_totals
    round = state.round + op.anew
    case.tell(PhaseSet(key=case.key, phase=op.phase, round=round))
    if was_hidden and Phase(op.phase) != Phase.VOTE and not op.anew:
        _show_votes(case)


@decides(ops.SetRules)
def set_rules(case: Case, op: ops.SetRules) -> None:
    case.ask("set_rules")
    before = case.state.rules
    given = {
        name: value for name in op.__struct_fields__ if (value := getattr(op, name)) is not UNSET
    }
    rules = msgspec.structs.replace(before, **given)
    case.tell(RulesSet(key=case.key, rules=rules))
    if before.is_private and not rules.is_private:
        _reveal_everything(case)
    if case.state.hides_totals and not rules.hides_votes:
        _show_votes(case)


@decides(ops.RenameBoard)
def rename(case: Case, op: ops.RenameBoard) -> None:
    """In every phase: what a board is called is nothing that lies on it."""
    case.ask("rename_board")
    title = wording.name(op.title)
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid(_("Please give the board a title of up to 120 characters."))
    case.tell(BoardRenamed(key=case.key, title=title))


@decides(ops.Vote)
def vote(case: Case, op: ops.Vote) -> None:
    piece = case.live(op.piece)
    case.ask("vote")
    if piece.kind not in VOTED_ON or piece.private_to is not None:
        raise Invalid
    state, person = case.state, case.who.person
    if op.dots > state.rules.most:
        raise Invalid
    if op.dots and op.dots > left(case, but=op.piece):
        raise NoDotsLeft
    had = state.dots.get((person, state.round, op.piece), 0)
    cast = VoteCast(key=case.key, piece=op.piece, dots=op.dots, round=state.round)
    case.tell(cast, private=True)
    if not state.hides_totals:
        total = state.counted([op.piece]).get(op.piece, 0) - had + op.dots
        case.tell(VotesCounted(totals={op.piece: total}))


def left(case: Case, but: str = "") -> int:
    """How many dots the person has to give; those on what was deleted are given back."""
    state = case.state
    given = sum(
        dots
        for (person, round, name), dots in state.dots.items()
        if person == case.who.person and round == state.round and name != but
        if (piece := state.pieces.get(name)) and piece.is_live
    )
    return state.rules.budget - given


def _show_votes(case: Case) -> None:
    case.tell(VotesShown(totals=case.state.counted()))


def _reveal_everything(case: Case) -> None:
    """What was deleted in private stays so; a line is shown when both of its ends can be seen."""
    hidden = [p for p in case.state.pieces.values() if p.private_to is not None and p.is_live]
    lines_last = sorted(hidden, key=lambda piece: (piece.kind == Kind.CONNECTOR, piece.made))
    shown = {piece.name for piece in hidden}
    ready = [piece for piece in lines_last if _shows(case, piece, shown)]
    for start in range(0, len(ready), SHOWN_AT_ONCE):
        some = ready[start : start + SHOWN_AT_ONCE]
        case.tell(PiecesRevealed(pieces=names(some)))


def _shows(case: Case, piece: Piece, shown: set[str]) -> bool:
    ends = [case.state.pieces.get(name) for name in piece.ends or ()]
    return all(end and (end.private_to is None or end.name in shown) for end in ends)
