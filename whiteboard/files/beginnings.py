"""What a new board can begin as: a template, own or shipped, or another board."""

from __future__ import annotations

from django.utils.translation import gettext as _

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from rooms.models import Room
from whiteboard import opening
from whiteboard.files import keeping, writing
from whiteboard.models import Board
from whiteboard.opening import Layout
from whiteboard.pictures import copying


def of_template(by: Participation, sign: str) -> Layout:
    if sign.startswith(keeping.PREFIX):
        return opening.of_document(keeping.document_of(keeping.find(by, sign)))
    return opening.shipped(sign)


def of_board(by: Participation, number: int, room: Room, *, with_cards: bool) -> Layout:
    """Of a board of the same dialogue that the person can follow; raises NotFound."""
    boards = Board.objects.visible_to(by.person).filter(room__dialogue=by.dialogue_id)
    board = boards.select_related("room").filter(pk=number).first()
    if board is None:
        raise NotFound
    if with_cards:
        writing.require_leaves(board, room)
    title = _("Copy of %(title)s") % {"title": board.title}
    state = writing.state_of(board)
    pictures = copying.renamed(state) if with_cards else {}
    document = writing.document(
        state, title[: opening.TITLE_LENGTH], with_cards=with_cards, with_pictures=with_cards
    )
    return opening.of_document(document, pictures)
