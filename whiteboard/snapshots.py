"""A board as a whole over HTTP: what everybody sees is made once for each revision, and compressed."""

from __future__ import annotations

import zlib
from typing import Any, NamedTuple

import msgspec
from django.db.models import Q

from polylogue.log.reading import Head
from rooms import steady
from whiteboard import authors, labels, leading, permissions, rowing
from whiteboard.entrance import Visit
from whiteboard.kept import Kept
from whiteboard.models import Board
from whiteboard.packing import Packed
from whiteboard.resolving import as_shown

LEVEL = 6


class Snapshot(NamedTuple):
    """What everybody sees, as the beginning of an answer that ends with what is one person's."""

    head: Head
    packed: Packed
    round: int

    def whole(self, visit: Visit) -> tuple[bytes, str]:
        """The board for one person as a gzip file, and its ETag.

        Their part is read after the snapshot was made, so it is never older; nor may its round be.
        """
        own = msgspec.json.encode(mine(visit, self.round))
        tag = f'"{self.head.epoch}-{self.head.seq}-{zlib.crc32(own):08x}"'
        return self.packed.ending(b',"mine":' + own + b"}"), tag


_kept = Kept[Snapshot](32)


def of(board: Board) -> Snapshot:
    """The board as everybody sees it, as it stood when this row was read with its stream, or later."""
    epoch, seq = board.stream.epoch, board.stream.head

    def holds(snapshot: Snapshot) -> bool:
        return snapshot.head.epoch == epoch and snapshot.head.seq >= seq

    return _kept.of(board.pk, lambda: _made(board.pk), holds=holds)


def _made(pk: int) -> Snapshot:
    stream = Board.objects.values_list("stream_id", flat=True).get(pk=pk)
    heads, content = steady.read([stream], lambda heads: _content(pk, heads[stream]))
    beginning = msgspec.json.encode(content)[:-1]
    return Snapshot(heads[stream], Packed.of(beginning, LEVEL), content["round"])


def _content(pk: int, head: Head) -> dict[str, Any]:
    board = Board.objects.get(pk=pk)
    everybodys = Q(deleted_by=None, private_to=None)
    state = rowing.state_of(board, head.seq)
    return {
        "stream": board.stream_id,
        "epoch": head.epoch,
        "seq": head.seq,
        "title": board.title,
        "led": leading.sign(board),
        "phase": state.phase,
        "rules": state.rules,
        "round": state.round,
        "totals": {} if state.hides_totals else state.totals,
        "card": [
            {
                "name": one.name,
                "most": one.most,
                "label": str(labels.of_field(one.name, state.card)),
            }
            for one in state.card
        ],
        "pieces": [as_shown(piece) for piece in rowing.pieces_of(board, everybodys)],
    }


def mine(visit: Visit, round: int | None = None) -> dict[str, Any]:
    """What only this person sees of a board, and the cards of everybody who made something on it.

    Their dots are those of a round of voting: the one when the board's row was read, if none is named.
    """
    board, person = visit.board, visit.by.person_id
    own = Q(deleted_by=None, private_to=person)
    dots = rowing.dots_of(board, Q(person=person, round=board.round if round is None else round))
    return {
        "pieces": [as_shown(piece) for piece in rowing.pieces_of(board, own)],
        "dots": {name: n for (_, _, name), n in dots.items()},
        "role": visit.who.role,
        "permits": permissions.permits(visit.who.role),
        "is_open": visit.is_open,
        "people": authors.of(visit),
    }
