"""Who may do what on a board: one table of role × phase × lock × ownership × operation."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from polylogue.kit.refusals import NotAllowed, Refusal
from whiteboard.refusals import BoardLocked, NotYours, PieceLocked, WrongPhase


class Role(StrEnum):
    """What somebody is on a board: leads it, helps with it, takes part, or looks on."""

    LEAD = "lead"
    HOST = "host"
    MEMBER = "member"
    OBSERVER = "observer"


class Phase(StrEnum):
    COLLECT = "collect"
    CLUSTER = "cluster"
    VOTE = "vote"
    PLAN = "plan"
    CLOSED = "closed"


class Lock(StrEnum):
    """What holds a piece: nothing, its own lock, or that of the whole board."""

    FREE = "free"
    PIECE = "piece"
    BOARD = "board"


class Needs(StrEnum):
    """What a member needs to do it in a phase."""

    NOBODY = "-"
    OWN = "own"
    ANY = "any"


_MEMBERS = """
                 collect  cluster  vote  plan  closed
create_piece     any      any      -     any   -
connect_pieces   any      any      -     any   -
set_fields       own      own      -     any   -
edit_text        own      own      -     any   -
move_pieces      own      any      -     any   -
place_pieces     own      any      -     any   -
group_pieces     own      any      -     any   -
delete_pieces    own      own      -     own   -
restore_pieces   own      own      -     own   -
reveal_pieces    own      own      own   own   -
vote             -        -        any   -     -
lock_pieces      -        -        -     -     -
unlock_pieces    -        -        -     -     -
arrange_lanes    -        -        -     -     -
return_board     -        -        -     -     -
name_version     -        -        -     -     -
rename_board     -        -        -     -     -
set_rules        -        -        -     -     -
set_phase        -        -        -     -     -
"""
_HEADER, *_LINES = [line.split() for line in _MEMBERS.strip().splitlines()]
MEMBERS = {
    operation: {Phase(p): Needs(cell) for p, cell in zip(_HEADER, cells, strict=True)}
    for operation, *cells in _LINES
}
OPERATIONS = tuple(MEMBERS)

# Nobody else's matter, whoever they are.
FOR_OWNERS = {"reveal_pieces"}
# Theirs alone who lead; the others that members may never do are for hosts too.
FOR_LEADS = {"set_rules", "set_phase"}
IN_EVERY_PHASE = {"set_rules", "set_phase", "name_version", "rename_board"}
# A piece that is locked can still be voted on, connected, and shown by whose it is.
PASSES_PIECE_LOCK = {"create_piece", "connect_pieces", "vote", "reveal_pieces"}


def refusal(
    role: Role, operation: str, phase: Phase, lock: Lock, *, owns: bool
) -> type[Refusal] | None:
    """Why somebody may not do this, or None. `owns`: whether all it is about was made by them."""
    needs = MEMBERS[operation][phase]
    if role == Role.OBSERVER or (operation in FOR_OWNERS and not owns):
        return NotAllowed
    if role == Role.HOST and operation in FOR_LEADS:
        return NotAllowed
    if role == Role.MEMBER and set(MEMBERS[operation].values()) == {Needs.NOBODY}:
        return NotAllowed
    if _is_out_of_phase(role, operation, phase, needs):
        return WrongPhase
    return _held_back(operation, lock, needs, owns=owns) if role == Role.MEMBER else None


@lru_cache
def permits(role: Role) -> dict[str, dict[str, str]]:
    """The table of a role for its browser: by operation and phase, 1 for what is allowed, for each lock first of
    what others made, then of what is one's own."""
    return {
        operation: {phase: _signs(role, operation, phase) for phase in Phase}
        for operation in OPERATIONS
    }


def _signs(role: Role, operation: str, phase: Phase) -> str:
    cases = [(lock, owns) for lock in Lock for owns in (False, True)]
    refused = [refusal(role, operation, phase, lock, owns=owns) for lock, owns in cases]
    return "".join("0" if why else "1" for why in refused)


def _is_out_of_phase(role: Role, operation: str, phase: Phase, needs: Needs) -> bool:
    """Whoever helps or leads goes on in every phase but the last; votes are for their phase alone."""
    if operation in IN_EVERY_PHASE:
        return False
    if role == Role.MEMBER or operation == "vote":
        return needs == Needs.NOBODY
    return phase == Phase.CLOSED


def _held_back(operation: str, lock: Lock, needs: Needs, *, owns: bool) -> type[Refusal] | None:
    if lock == Lock.BOARD:
        return BoardLocked
    if lock == Lock.PIECE and operation not in PASSES_PIECE_LOCK:
        return PieceLocked
    return NotYours if needs == Needs.OWN and not owns else None
