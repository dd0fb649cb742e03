"""How a board begins: with a stream of its own beside its room's, and with what its template lays out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from rooms import reach
from rooms.actions import require_inside
from rooms.models import Room
from whiteboard import entries, policies, rowing
from whiteboard import operations as ops
from whiteboard.deciding import Actor
from whiteboard.doing import Held
from whiteboard.files import laying
from whiteboard.files.document import Document
from whiteboard.models import Board
from whiteboard.operations import Operation
from whiteboard.patterns import SHIPPED, Template
from whiteboard.permissions import Phase, Role
from whiteboard.pictures.copying import copied
from whiteboard.pictures.models import Picture
from whiteboard.pieces import Value
from whiteboard.state import CardField, Rules

TITLE_LENGTH = 120
TITLE_TOO_LONG = _("Please give the board a title of up to 120 characters.")
Contents = dict[str, Value]


class HasBoard(Refusal):
    code = "board-exists"
    sentence = _("This room has a board already.")


@dataclass(frozen=True)
class Layout:
    """What a board is when it begins; `name` is that of its template, if it has one that came with the site;
    `pictures` are those of another board that come along, by what they are called here."""

    title: str
    phase: Phase
    rules: Rules
    card: tuple[CardField, ...]
    operations: Iterable[Operation]
    name: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def shipped(name: str) -> Layout:
    """The layout of a template that came with the site; raises NotFound."""
    if name not in SHIPPED:
        raise NotFound
    pattern = SHIPPED[name]
    how = (str(pattern.title), pattern.phase, pattern.rules, pattern.card)
    return Layout(*how, operations=laid_out(pattern), name=name)


def of_document(document: Document, pictures: Mapping[str, Picture] | None = None) -> Layout:
    card = tuple(CardField(one.name, one.most, one.label) for one in document.card)
    how = (document.title, Phase(document.phase), document.rules.rules(), card)
    return Layout(*how, operations=laying.operations(document), pictures=pictures or {})


def open_board(
    room: Room, by: Participation, layout: Layout, *, title: str = "", for_dialogue: bool = False
) -> Board:
    """Opens the room's own board, or one for the whole dialogue, whose stream must be locked too.

    A board for the dialogue is one of its plenary, which everyone can follow.
    """
    require_inside(room, by, policies.HOST)
    if for_dialogue and room.kind != Room.Kind.PLENARY:
        raise Invalid(_("A board for the whole dialogue is opened in its plenary."))
    if not for_dialogue and Board.objects.filter(room=room, is_rooms_own=True).exists():
        raise HasBoard
    named = title_of(title) or title_of(layout.title) or str(_("Board"))
    board = _begun(room, by, layout, title=named, is_rooms_own=not for_dialogue)
    told = entries.BoardOpened(board=board.pk, stream=board.stream_id)
    journal.append(room.stream_id, told, by=by.person_id)
    return board


def title_of(written: str) -> str:
    """A title as it is kept; raises Invalid for one that is too long."""
    title = wording.name(written)
    if len(title) > TITLE_LENGTH:
        raise Invalid(TITLE_TOO_LONG)
    return title


def _begun(
    room: Room, by: Participation, layout: Layout, *, title: str, is_rooms_own: bool
) -> Board:
    stream = reach.open_annex(room)
    begun = entries.BoardBegun(
        title=title,
        template=layout.name,
        phase=layout.phase,
        rules=layout.rules,
        card=list(layout.card),
    )
    board = Board(
        stream=stream,
        room=room,
        is_rooms_own=is_rooms_own,
        title=title,
        template=layout.name,
        opened_by=by.person,
        opened_at=journal.now(),
        **rowing.columns_of(begun),
    )
    board.save()
    journal.append(stream.pk, begun, by=by.person_id)
    held = Held(board)
    who = Actor(by.person_id, Role.LEAD)
    held.state.pictures = copied(layout.pictures, board, by.person_id)
    held.take(laying.told(held.state, layout.operations, who), by=by.person_id)
    held.write()
    return board


def laid_out(pattern: Template) -> Iterator[Operation]:
    """What a template puts on a board, by the operations that anybody would use."""
    for number, area in enumerate(pattern.areas, start=1):
        spot: Contents = {"x": area.x, "y": area.y, "w": area.w, "h": area.h, "colour": area.colour}
        named: Contents = {"title": str(area.title), **spot}
        yield ops.CreatePiece(piece=f"area-{number}", type="group", fields=named)
    for number, lane in enumerate(pattern.lanes, start=1):
        name = f"lane-{number}"
        fields: Contents = {"title": str(lane.title), "colour": lane.colour}
        yield ops.CreatePiece(piece=name, type="lane", fields=fields)
        for place, title in enumerate(lane.cards, start=1):
            card: Contents = {"title": str(title)}
            yield ops.CreatePiece(piece=f"{name}-{place}", type="card", fields=card, lane=name)
