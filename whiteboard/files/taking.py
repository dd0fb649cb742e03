"""What is taken along of a board: everything that everybody sees, with its authors as far as the room's rule goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from django.utils.translation import gettext as _

from polylogue.dialogues.cards import cards
from polylogue.kit.refusals import NotFound
from polylogue.kit.signs import inline, quoted
from rooms import confidentiality
from rooms.models import HeldRule
from whiteboard import labels
from whiteboard.entrance import Visit
from whiteboard.files import writing
from whiteboard.pieces import Kind, Piece, Words
from whiteboard.state import State

LISTED = (Kind.CARD, Kind.NOTE, Kind.GROUP, Kind.TEXT, Kind.IMAGE)


class Taken(NamedTuple):
    """A board, and by piece what of its author may stand beside it outside of the room."""

    title: str
    dialogue: str
    rule: str
    state: State
    authors: dict[str, str]

    def called(self, name: str) -> str:
        piece = self.state.pieces.get(name)
        return piece.title if piece else ""

    def votes(self, piece: Piece) -> int:
        return 0 if self.state.hides_totals else self.state.totals.get(piece.name, 0)

    def said(self, piece: Piece) -> list[tuple[str, str]]:
        """Its texts with their labels."""
        fields = self.state.fields_of(piece.kind).items()
        return [
            (str(labels.of_field(name, self.state.card)), str(piece.fields[name]))
            for name, field in fields
            if isinstance(field, Words) and piece.fields.get(name)
        ]

    def lanes(self) -> Iterator[tuple[str, list[Piece]]]:
        """By title, what stands in each lane in its order; what is in none comes last."""
        lanes = self.state.neighbours(Kind.LANE, "")
        known = {lane.name for lane in lanes}
        listed = [p for p in self.state.pieces.values() if p.kind in LISTED]
        listed.sort(key=lambda piece: (piece.order, piece.made))
        for lane in lanes:
            yield lane.title, [piece for piece in listed if piece.lane == lane.name]
        yield _("In no lane"), [piece for piece in listed if piece.lane not in known]

    def lines(self) -> list[tuple[str, str, str]]:
        """Which piece leads to which, in the order in which they were connected."""
        pieces = sorted(self.state.pieces.values(), key=lambda piece: (piece.made, piece.name))
        ends = [(p.ends, str(p.fields.get("label", ""))) for p in pieces if p.ends]
        return [(self.called(start), label, self.called(end)) for (start, end), label in ends]


def take(visit: Visit, seq: int | None = None) -> Taken:
    """How it stands, or stood after an entry."""
    state, title = _state(visit, seq)
    rules = HeldRule.objects.filter(room=visit.room).values_list("rule", flat=True)
    rule = confidentiality.strictest([visit.room.rule, *rules])
    people = cards(visit.by.dialogue_id, {piece.by for piece in state.pieces.values()})
    shown = {
        pk: ", ".join(confidentiality.author_outside(rule, card).values())
        for pk, card in people.items()
    }
    authors = {piece.name: shown.get(piece.by, "") for piece in state.pieces.values()}
    says = str(confidentiality.says(rule))
    return Taken(title, visit.by.dialogue.title, says, state, authors)


def _state(visit: Visit, seq: int | None) -> tuple[State, str]:
    board = visit.board
    if seq is None:
        return writing.state_of(board), board.title
    if not 1 <= seq <= board.stream.head:
        raise NotFound
    state = writing.state_at(board, seq)
    return state, state.title or board.title


def as_json(taken: Taken) -> bytes:
    document = writing.document(
        taken.state, taken.title, name_of=lambda piece: taken.authors[piece.name]
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def as_markdown(taken: Taken) -> str:
    return "".join(_markdown(taken))


def _markdown(taken: Taken) -> Iterator[str]:
    yield f"# {inline(taken.title)}\n\n{inline(taken.dialogue)}\n\n*{inline(taken.rule)}*\n"
    for lane, pieces in taken.lanes():
        yield f"\n## {inline(lane) or '–'}\n" if pieces or lane != _("In no lane") else ""
        for piece in pieces:
            yield f"\n### {inline(piece.title) or inline(str(labels.KINDS[Kind(piece.kind)]))}\n"
            notes = [taken.called(piece.group), taken.authors[piece.name]]
            if votes := taken.votes(piece):
                notes.append(_("Votes: %(n)d") % {"n": votes})
            yield "".join(f"\n*{inline(note)}*\n" for note in notes if note)
            for label, words in taken.said(piece):
                if _is_title(piece, words):
                    continue
                yield f"\n**{inline(label)}**\n\n{quoted(words)}\n"
    if lines := taken.lines():
        yield f"\n## {_('Connections')}\n\n"
        for start, label, end in lines:
            yield f"- {inline(start) or '–'} → {inline(end) or '–'}{f' ({inline(label)})' if label else ''}\n"


def _is_title(piece: Piece, words: str) -> bool:
    """Whether the heading says it already."""
    return words == piece.title and "\n" not in words
