"""What can be found of boards: each card and note by the entry that made it, with what it says now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from polylogue.log.models import Audience, Entry
from polylogue.search.kinds import Said, declare, finds, reads_again
from whiteboard import rowing
from whiteboard.models import Board, Piece
from whiteboard.pieces import Kind, Words

BOARD = declare("board", _("Boards"))
FOUND = {Kind.CARD, Kind.NOTE, Kind.GROUP, Kind.TEXT, Kind.IMAGE}
OF_PIECES = ("pieces_deleted", "pieces_restored", "pieces_revealed")


def _address_of_piece(entry: Entry) -> str:
    board = Board.objects.select_related("room__dialogue").get(stream=entry.stream_id)
    args = [board.room.dialogue.slug, board.pk, entry.data["piece"]]
    return reverse("whiteboard:piece", args=args)


def _address(entry: Entry) -> str:
    board = Board.objects.select_related("room__dialogue").get(stream=entry.stream_id)
    return board.get_absolute_url()


@finds("board.piece_created", address=_address_of_piece)
def piece(entry: Entry, shown: dict[str, Any]) -> Said | None:
    """What is private is found by whose it is alone; what was deleted by nobody."""
    row = (
        Piece.objects.select_related("board")
        .filter(board__stream=entry.stream_id, name=entry.data["piece"], deleted_by=None)
        .first()
    )
    if row is None or Kind(row.kind) not in FOUND:
        return None
    fields = rowing.state_of(row.board, 0).fields_of(row.kind).items()
    words = [
        str(row.fields[name])
        for name, field in fields
        if isinstance(field, Words) and row.fields.get(name)
    ]
    audience = Audience.EVERYONE if row.private_to_id is None else Audience.PERSON
    return Said(BOARD, "\n".join(words), audience)


@finds("board.board_begun", address=_address)
def board(entry: Entry, shown: dict[str, Any]) -> Said | None:
    found = Board.objects.filter(stream=entry.stream_id).first()
    return Said(BOARD, found.title) if found else None


@reads_again("board.text_edited", *(f"board.{kind}" for kind in OF_PIECES))
def changed(entries: list[Entry]) -> Iterator[tuple[int, int]]:
    """The entries that made the pieces which these change."""
    named: dict[int, set[str]] = defaultdict(set)
    for entry in entries:
        named[entry.stream_id] |= {*entry.data.get("pieces", ()), entry.data.get("piece", "")}
    for stream, names in named.items():
        made = Piece.objects.filter(board__stream=stream, name__in=names)
        yield from ((stream, seq) for seq in made.values_list("made", flat=True))


@reads_again("board.board_renamed")
def renamed(entries: list[Entry]) -> Iterator[tuple[int, int]]:
    yield from ((entry.stream_id, 1) for entry in entries)
