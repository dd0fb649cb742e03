"""The document of a board, from how it stands: what everybody sees of it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal
from rooms import confidentiality
from rooms.models import Room
from whiteboard import rowing
from whiteboard.files.document import EDITION, FORMAT, CardText, Document, Thing, Ways
from whiteboard.history import past
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State

FRAME = (Kind.LANE, Kind.GROUP)
BEFORE = {Kind.LANE: 0, Kind.GROUP: 1, Kind.CONNECTOR: 3}


class StaysThere(Refusal):
    code = "board-stays"
    sentence = _(
        "What is said in this group stays there: of its board only the lanes and groups can be used elsewhere."
    )


def require_leaves(board: Board, room: Room | None) -> None:
    """What lies on a group's board may come into another room (with none: everywhere); or a Refusal."""
    is_closed = board.room.kind == Room.Kind.GROUP
    if is_closed and board.room != room and not confidentiality.leaves_room(board.room.rule):
        raise StaysThere


def state_of(board: Board) -> State:
    """The whole board, as everybody sees it."""
    state = rowing.state_of(board, 0)
    found = rowing.pieces_of(board)
    seen = [piece for piece in found if piece.is_live and piece.private_to is None]
    state.pieces = {piece.name: piece for piece in seen}
    return state


def state_at(board: Board, seq: int) -> State:
    """The same after an entry; where words were removed for good since, nothing stands."""
    if seq >= board.stream.head:
        return state_of(board)
    state = past.forked(past.at(board, seq).state)
    state.pieces = {
        name: piece
        for name, piece in past.to_return_to(board, seq).items()
        if piece.is_live and piece.private_to is None
    }
    return state


def document(
    state: State,
    title: str,
    *,
    with_cards: bool = True,
    with_pictures: bool = False,
    name_of: Callable[[Piece], str] = lambda piece: "",
) -> Document:
    """`with_cards`: all that lies on it, or only its lanes and groups. `name_of`: whose a piece is.

    Pictures, whose bytes are elsewhere, are left out but for a copy on the same site.
    """
    left = set() if with_pictures else {Kind.IMAGE}
    some = [p for p in _in_order(state) if with_cards or p.kind in FRAME]
    wanted = [piece for piece in some if piece.kind not in left]
    names = {piece.name for piece in wanted}
    totals = {} if state.hides_totals else state.totals
    return Document(
        format=FORMAT,  # type: ignore[arg-type]
        edition=EDITION,  # type: ignore[arg-type]
        title=title,
        phase=state.phase.value,
        rules=Ways(state.rules.budget, state.rules.most, state.rules.hides_votes),
        card=tuple(CardText(one.name, one.most, one.label) for one in state.card),
        pieces=[
            _thing(piece, names, name_of(piece), totals.get(piece.name, 0) if with_cards else 0)
            for piece in wanted
            if _is_whole(piece, names)
        ],
    )


def _in_order(state: State) -> list[Piece]:
    """Lanes first, then groups, lines last; each lane by lane, in the order in which it stands there."""
    turn = {lane.name: n for n, lane in enumerate(state.neighbours(Kind.LANE, ""))}
    return sorted(
        state.pieces.values(),
        key=lambda piece: (
            BEFORE.get(Kind(piece.kind), 2),
            turn.get(piece.lane, len(turn)),
            piece.order,
            piece.made,
            piece.name,
        ),
    )


def _is_whole(piece: Piece, names: set[str]) -> bool:
    return all(end in names for end in piece.ends or ())


def _thing(piece: Piece, names: set[str], by: str, votes: int) -> Thing:
    start, end = piece.ends or ("", "")
    return Thing(
        name=piece.name,
        type=piece.kind,  # type: ignore[arg-type]
        fields=dict(piece.fields),
        lane=piece.lane if piece.lane in names else "",
        group=piece.group if piece.group in names else "",
        start=start,
        end=end,
        is_locked=piece.locked_by is not None,
        by=by,
        votes=votes,
    )
