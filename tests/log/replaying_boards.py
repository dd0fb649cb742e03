"""The same of boards: each entry applied to an empty board, one after the other."""

from __future__ import annotations

from typing import Any

import msgspec

from polylogue.dialogues.models import Dialogue
from polylogue.log import facts
from polylogue.log.models import Entry
from rooms.models import Annex
from whiteboard import rowing
from whiteboard.entries import BoardBegun, BoardFact, BoardOpened, VersionNamed
from whiteboard.history import versions
from whiteboard.models import Board, Dots, Piece, Version
from whiteboard.state import State

Told = Any


class BoardsReplay:
    """By stream: what the board is called, whose room has it, and how it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.boards: dict[int, State] = {}
        self.templates: dict[int, str] = {}
        self.annexes: dict[int, tuple[int, int]] = {}
        self.versions: dict[tuple[int, int], Told] = {}
        self.came: set[tuple[int, int]] = set()

    def take_board(self, entry: Entry) -> None:
        fact = facts.parse(entry)
        if isinstance(fact, BoardOpened):
            self._opened(entry, fact)
        if isinstance(fact, BoardBegun):
            self.templates[entry.stream_id] = fact.template
        if isinstance(fact, BoardFact):
            board = self.boards.setdefault(entry.stream_id, State())
            fact.apply(board, (entry.seq, entry.actor_id))
        if isinstance(fact, VersionNamed):
            content = versions.content(board)
            version = (fact.label, entry.actor_id, entry.at, content)
            self.versions[entry.stream_id, entry.seq] = version

    def _opened(self, entry: Entry, fact: BoardOpened) -> None:
        """Whoever was in the room then can follow its board."""
        self.annexes[fact.stream] = (entry.stream_id, fact.board)
        self.came |= {(fact.stream, person) for s, person in self.came if s == entry.stream_id}


def annexes(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Annex.objects.filter(room__dialogue=dialogue).select_related("room")
    kept = {annex.stream_id: annex.room.stream_id for annex in rows}
    return {stream: room for stream, (room, _) in told.annexes.items()}, kept


def boards(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Board.objects.filter(room__dialogue=dialogue)
    kept = {b.stream_id: (b.pk, b.template, *_look(rowing.state_of(b, 0))) for b in rows}
    return {
        stream: (told.annexes[stream][1], told.templates[stream], *_look(board))
        for stream, board in told.boards.items()
    }, kept


def _look(board: State) -> tuple[Any, ...]:
    how = board.title, board.phase, board.rules, board.card, board.round, board.live, board.totals
    return *how, board.ends_at, board.call


def pieces(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    boards = Board.objects.filter(room__dialogue=dialogue)
    kept = {b.stream_id: {p.name: _as_it_is(p) for p in rowing.pieces_of(b)} for b in boards}
    for row in Piece.objects.filter(board__in=boards):
        assert row.seq == max([row.made, *(seq for seq, _ in row.revs.values())])
    return {
        stream: {name: _as_it_is(piece) for name, piece in board.pieces.items()}
        for stream, board in told.boards.items()
    }, kept


def _as_it_is(piece: Any) -> Any:
    return msgspec.to_builtins(piece)


def dots(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Dots.objects.filter(board__room__dialogue=dialogue).select_related("board")
    kept = {(d.board.stream_id, d.person_id, d.round, d.piece): d.dots for d in rows}
    return {
        (stream, *ballot): n
        for stream, board in told.boards.items()
        for ballot, n in board.dots.items()
        if n
    }, kept


def named(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Version.objects.filter(board__room__dialogue=dialogue).select_related("board")
    kept = {(v.board.stream_id, v.seq): (v.label, v.by_id, v.at, v.content) for v in rows}
    return told.versions, kept


PROJECTIONS = {Annex: annexes, Board: boards, Piece: pieces, Dots: dots, Version: named}
