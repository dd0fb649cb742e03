"""Boards as they are read: the texts of a piece in earlier days, and what came since."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from polylogue.kit.refusals import NotFound
from polylogue.log.models import Entry
from polylogue.texts import ot
from whiteboard import rowing
from whiteboard.entrance import Visit
from whiteboard.models import Board, Step
from whiteboard.pieces import Piece


def piece_of(visit: Visit, name: str) -> Piece:
    """A piece that the person can see, deleted or not; raises NotFound."""
    for piece in rowing.pieces_of(visit.board, Q(name=name)):
        if piece.is_seen_by(visit.by.person_id):
            return piece
    raise NotFound


def edits(
    board: Board, piece: str, field: str, after: int
) -> list[tuple[int, int, dict[str, Any]]]:
    """Each edit of a text after an entry: its number, whose it is, and what it says."""
    steps = Step.objects.filter(board=board, piece=piece, part=field, seq__gt=after)
    seqs = list(steps.values_list("seq", flat=True))
    found = Entry.objects.filter(stream=board.stream_id, seq__in=seqs, kind="board.text_edited")
    return list(found.order_by("seq").values_list("seq", "actor_id", "data"))


def words_at(board: Board, piece: Piece, field: str, seq: int) -> str:
    """What a text said when the board stood at this entry."""
    begun = Entry.objects.get(stream=board.stream_id, seq=piece.made).data
    words = begun.get("fields", {"label": begun.get("label", "")}).get(field, "")
    for at, _, said in edits(board, piece.name, field, piece.made):
        if at <= seq:
            words = ot.apply(said["op"], words)
    return str(words)


def missed(visit: Visit, piece: Piece, field: str, after: int) -> dict[str, Any]:
    """What a browser needs to have its own edits of a text follow all that it missed.

    Others' changes are put together; its own, of which it may have many tabs, come with their keys.
    """
    steps: list[dict[str, Any]] = []
    for seq, by, said in edits(visit.board, piece.name, field, after):
        is_own = by == visit.by.person_id
        if steps and not is_own and "key" not in steps[-1]:
            steps[-1]["op"] = ot.compose(steps[-1]["op"], said["op"])
        else:
            steps.append({"op": said["op"]} | ({"key": said["key"]} if is_own else {}))
        steps[-1]["seq"] = seq
    return {"steps": steps}
