"""How a board begins: with a stream of its own beside its room's, and with what its template lays out."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from rooms import reach
from rooms.actions import require_inside
from rooms.models import Room
from whiteboard import entries, policies, reducing, rowing
from whiteboard import operations as ops
from whiteboard.deciding import Actor
from whiteboard.doing import Held
from whiteboard.models import Board
from whiteboard.operations import Operation
from whiteboard.patterns import SHIPPED, Template
from whiteboard.permissions import Role
from whiteboard.pieces import Value

TITLE_LENGTH = 120
Contents = dict[str, Value]


class HasBoard(Refusal):
    code = "board-exists"
    sentence = _("This room has a board already.")


def open_board(
    room: Room, by: Participation, *, template: str, title: str = "", for_dialogue: bool = False
) -> Board:
    """Opens the room's own board, or one for the whole dialogue, whose stream must be locked too.

    A board for the dialogue is one of its plenary, which everyone can follow.
    """
    require_inside(room, by, policies.HOST)
    if for_dialogue and room.kind != Room.Kind.PLENARY:
        raise Invalid(_("A board for the whole dialogue is opened in its plenary."))
    if not for_dialogue and Board.objects.filter(room=room, is_rooms_own=True).exists():
        raise HasBoard
    if template not in SHIPPED:
        raise NotFound
    pattern = SHIPPED[template]
    named = _title(title) or str(pattern.title)
    board = _begun(room, by, pattern, title=named, is_rooms_own=not for_dialogue)
    told = entries.BoardOpened(board=board.pk, stream=board.stream_id)
    journal.append(room.stream_id, told, by=by.person_id)
    return board


def _begun(
    room: Room, by: Participation, pattern: Template, *, title: str, is_rooms_own: bool
) -> Board:
    stream = reach.open_annex(room)
    begun = entries.BoardBegun(
        title=title,
        template=pattern.name,
        phase=pattern.phase,
        rules=pattern.rules,
        card=list(pattern.card),
    )
    board = Board(
        stream=stream,
        room=room,
        is_rooms_own=is_rooms_own,
        title=title,
        template=pattern.name,
        opened_by=by.person,
        opened_at=journal.now(),
        **rowing.columns_of(begun),
    )
    board.save()
    journal.append(stream.pk, begun, by=by.person_id)
    held = Held(board)
    for operation in laid_out(pattern):
        held.gather(operation, by.person_id)
        told = reducing.decide(held.state, operation, Actor(by.person_id, Role.LEAD)).told
        held.take(told, by=by.person_id)
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


def _title(written: str) -> str:
    title = wording.name(written)
    if len(title) > TITLE_LENGTH:
        raise Invalid(_("Please give the board a title of up to 120 characters."))
    return title
