"""The socket door of boards. Each command carries an operation; most name the board by its stream."""

from __future__ import annotations

from typing import Annotated, Any, get_type_hints

from msgspec import Meta

from polylogue.dialogues.models import Participation
from rooms.commands import AnnexCommand, RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id
from whiteboard import doing, opening
from whiteboard import operations as ops
from whiteboard.files import beginnings, keeping, reading
from whiteboard.opening import Layout
from whiteboard.operations import Operation


@command("board.open_board", speaks=True, locks="dialogue")
class OpenBoard(RoomCommand, frozen=True):
    """Give the room a board, or with `for_dialogue` the whole dialogue one more. Answers with its number."""

    template: Annotated[str, Meta(min_length=1, max_length=40)]
    title: Annotated[str, Meta(max_length=500)] = ""
    for_dialogue: bool = False

    def act(self, room: Room, by: Participation, key: str) -> int:
        layout = beginnings.of_template(by, self.template)
        return _opened(self, room, by, layout)


@command("board.copy_board", speaks=True, locks="dialogue")
class CopyBoard(RoomCommand, frozen=True):
    """Give the room a copy of another board, with its lanes and groups or with all that everybody sees."""

    board: Id
    title: Annotated[str, Meta(max_length=500)] = ""
    for_dialogue: bool = False
    with_cards: bool = True

    def act(self, room: Room, by: Participation, key: str) -> int:
        layout = beginnings.of_board(by, self.board, room, with_cards=self.with_cards)
        return _opened(self, room, by, layout)


@command("board.bring_board", speaks=True, locks="dialogue")
class BringBoard(RoomCommand, frozen=True):
    """Give the room a board from a file; the file is a form's, and too long for a socket if it is large."""

    content: Annotated[str, Meta(max_length=reading.LARGEST)]
    title: Annotated[str, Meta(max_length=500)] = ""
    for_dialogue: bool = False

    def act(self, room: Room, by: Participation, key: str) -> int:
        layout = opening.of_document(reading.read(self.content.encode()))
        return _opened(self, room, by, layout)


def _opened(
    asked: OpenBoard | CopyBoard | BringBoard, room: Room, by: Participation, layout: Layout
) -> int:
    how = {"title": asked.title}
    return opening.open_board(room, by, layout, for_dialogue=asked.for_dialogue, **how).pk


@command("board.remove_template", speaks=False)
class RemoveTemplate(RoomCommand, frozen=True):
    """Have boards not begin as one of the dialogue's own templates any more."""

    template: Annotated[str, Meta(min_length=1, max_length=40)]

    def act(self, room: Room, by: Participation, key: str) -> None:
        keeping.remove(room, by, template=self.template)


@command("board.keep_template", speaks=False)
class KeepTemplate(AnnexCommand, frozen=True):
    """Keep the board as a template of the dialogue, or (staff) of the site. Answers with its number."""

    title: Annotated[str, Meta(max_length=500)] = ""
    says: Annotated[str, Meta(max_length=600)] = ""
    everywhere: bool = False
    with_cards: bool = False

    def act(self, room: Room, by: Participation, key: str) -> int:
        how = {"everywhere": self.everywhere, "with_cards": self.with_cards}
        return keeping.keep(doing.find(self.stream), by, name=self.title, says=self.says, **how)


class BoardCommand(AnnexCommand, frozen=True):
    """A command that carries the operation `op`; answered with what its giver had not seen, if anything."""

    op: Operation

    def act(self, room: Room, by: Participation, key: str) -> Any:
        return doing.do(self.stream, room, by, self.op, key)


@command("board.create_piece", speaks=True, hot=True)
class CreatePiece(BoardCommand, frozen=True):
    """Put a card, a note, a group, a lane, a text, a stroke or a picture (kept before) on the board."""

    op: ops.CreatePiece


@command("board.connect_pieces", speaks=True, hot=True)
class ConnectPieces(BoardCommand, frozen=True):
    """Draw a line between two pieces."""

    op: ops.ConnectPieces


@command("board.set_fields", speaks=True, hot=True)
class SetFields(BoardCommand, frozen=True):
    """Give fields of a piece another value. Answers with those of others that it replaced unseen."""

    op: ops.SetFields


@command("board.edit_text", speaks=True, hot=True)
class EditText(BoardCommand, frozen=True):
    """Write in a text of a piece, which others may write in too."""

    op: ops.EditText


@command("board.move_pieces", speaks=False, hot=True)
class MovePieces(BoardCommand, frozen=True):
    """Lay pieces elsewhere on the canvas."""

    op: ops.MovePieces


@command("board.place_pieces", speaks=False, hot=True)
class PlacePieces(BoardCommand, frozen=True):
    """Put pieces, or lanes, elsewhere in their order."""

    op: ops.PlacePieces


@command("board.group_pieces", speaks=False, hot=True)
class GroupPieces(BoardCommand, frozen=True):
    """Put pieces into a group, or take them out."""

    op: ops.GroupPieces


@command("board.delete_pieces", speaks=False, hot=True)
class DeletePieces(BoardCommand, frozen=True):
    """Take pieces off the board."""

    op: ops.DeletePieces


@command("board.restore_pieces", speaks=False, hot=True)
class RestorePieces(BoardCommand, frozen=True):
    """Put deleted pieces back."""

    op: ops.RestorePieces


@command("board.lock_pieces", speaks=False, hot=True)
class LockPieces(BoardCommand, frozen=True):
    """Have pieces stay as they are for everybody but the crew."""

    op: ops.LockPieces


@command("board.unlock_pieces", speaks=False, hot=True)
class UnlockPieces(BoardCommand, frozen=True):
    """Let pieces be changed again."""

    op: ops.UnlockPieces


@command("board.reveal_pieces", speaks=True, hot=True)
class RevealPieces(BoardCommand, frozen=True):
    """Show what only oneself could see to everybody."""

    op: ops.RevealPieces


@command("board.undo", speaks=True, hot=True)
class Undo(BoardCommand, frozen=True):
    """Take back one's own entry. Answers with the pieces that others have changed since, which stay."""

    op: ops.Undo


@command("board.return_piece", speaks=True)
class ReturnPiece(BoardCommand, frozen=True):
    """Put a piece back to how it was at an entry."""

    op: ops.ReturnPiece


@command("board.return_board", speaks=True)
class ReturnBoard(BoardCommand, frozen=True):
    """Put the board back to how it was at an entry."""

    op: ops.ReturnBoard


@command("board.rename_board", speaks=True)
class RenameBoard(BoardCommand, frozen=True):
    """Have the board be called otherwise."""

    op: ops.RenameBoard


@command("board.name_version", speaks=True)
class NameVersion(BoardCommand, frozen=True):
    """Keep the board as it stands under a name."""

    op: ops.NameVersion


@command("board.vote", speaks=False, hot=True)
class Vote(BoardCommand, frozen=True):
    """Have so many of one's dots on a piece."""

    op: ops.Vote


@command("board.set_phase", speaks=False, hot=True)
class SetPhase(BoardCommand, frozen=True):
    """Begin a phase of the work on the board."""

    op: ops.SetPhase


@command("board.set_rules", speaks=False, hot=True)
class SetRules(BoardCommand, frozen=True):
    """Change how the board works: dots, hidden votes, private mode, its lock."""

    op: ops.SetRules


@command("board.set_timer", speaks=False, hot=True)
class SetTimer(BoardCommand, frozen=True):
    """Have a timer run on the board, for longer or shorter, or stop it."""

    op: ops.SetTimer


@command("board.call_together", speaks=False, hot=True)
class CallTogether(BoardCommand, frozen=True):
    """Ask everybody on the board to come to a piece or a part of it."""

    op: ops.CallTogether


CARRIERS: dict[type[Operation], type[BoardCommand]] = {
    get_type_hints(carrier)["op"]: carrier for carrier in BoardCommand.__subclasses__()
}


def of(operation: Operation, stream: int) -> BoardCommand:
    """The command that carries an operation."""
    return CARRIERS[type(operation)](stream=stream, op=operation)
