"""What can be done on a board. `base` is the entry up to which whoever does it had seen the board."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from polylogue.texts.merging import Inserted, Kept
from rooms.protocol import Seq
from whiteboard.pieces import FARTHEST

Name = Annotated[str, Meta(min_length=4, max_length=24, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
Names = Annotated[list[Name], Meta(min_length=1, max_length=200)]
NameOrNone = Annotated[str, Meta(max_length=24, pattern=r"^[A-Za-z0-9_-]*(?!\n)$")]
FieldName = Annotated[str, Meta(min_length=1, max_length=24, pattern=r"^[a-z0-9_]+(?!\n)$")]
Coordinate = Annotated[int, Meta(ge=-FARTHEST, le=FARTHEST)]
Size = Annotated[int, Meta(ge=1, le=2 * FARTHEST)]
Content = (
    Annotated[int, Meta(ge=-FARTHEST, le=FARTHEST)]
    | Annotated[str, Meta(max_length=5000)]
    | Annotated[list[int], Meta(max_length=800)]
    | None
)
Contents = Annotated[dict[FieldName, Content], Meta(max_length=30)]


class Operation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that somebody does on a board."""

    name: ClassVar[str]


class CreatePiece(Operation, frozen=True):
    """Put something on the board: in a lane after another piece (none: at its end), in a group."""

    name = "create_piece"
    piece: Name
    type: Literal["card", "note", "group", "lane", "text", "stroke", "image"]
    fields: Contents = {}
    lane: NameOrNone = ""
    after: NameOrNone | None = None
    group: NameOrNone = ""


class ConnectPieces(Operation, frozen=True):
    """Draw a line from one piece to another."""

    name = "connect_pieces"
    piece: Name
    start: Name
    end: Name
    label: Annotated[str, Meta(max_length=120)] = ""


class SetFields(Operation, frozen=True):
    """Give fields of a piece another value, or none; the last one to do so counts."""

    name = "set_fields"
    piece: Name
    fields: Annotated[Contents, Meta(min_length=1)]
    base: Seq


class EditText(Operation, frozen=True):
    """Write in a text of a piece; merged with what others wrote since `base`."""

    name = "edit_text"
    piece: Name
    field: FieldName
    base: Seq
    op: Annotated[list[Kept | Inserted], Meta(max_length=500)]


class MovePieces(Operation, frozen=True):
    """Lay pieces elsewhere on the canvas."""

    name = "move_pieces"
    spots: Annotated[list[tuple[Name, Coordinate, Coordinate]], Meta(min_length=1, max_length=200)]


class PlacePieces(Operation, frozen=True):
    """Put pieces into a lane ("": none), one after the other after another piece.

    `after`: "" is the start of the lane, none its end. Lanes themselves are put among lanes.
    """

    name = "place_pieces"
    pieces: Names
    lane: NameOrNone = ""
    after: NameOrNone | None = None


class PutBack(Operation, frozen=True):
    """Put a piece where it was. Made by the server alone, to undo a change of place."""

    name = "put_back"
    piece: Name
    lane: str
    order: str


class GroupPieces(Operation, frozen=True):
    """Put pieces into a group, or with "" take them out of theirs."""

    name = "group_pieces"
    pieces: Names
    group: NameOrNone


class DeletePieces(Operation, frozen=True):
    """Take pieces off the board; they can be restored."""

    name = "delete_pieces"
    pieces: Names


class RestorePieces(Operation, frozen=True):
    """Put pieces that were deleted back where they were."""

    name = "restore_pieces"
    pieces: Names


class LockPieces(Operation, frozen=True):
    """Have pieces stay as they are for everybody but those who lead or help."""

    name = "lock_pieces"
    pieces: Names


class UnlockPieces(Operation, frozen=True):
    """Let pieces be changed again."""

    name = "unlock_pieces"
    pieces: Names


class RevealPieces(Operation, frozen=True):
    """Show what only oneself could see to everybody."""

    name = "reveal_pieces"
    pieces: Names


class Vote(Operation, frozen=True):
    """Have so many of one's dots on a piece; 0 takes them back."""

    name = "vote"
    piece: Name
    dots: Annotated[int, Meta(ge=0, le=99)]


class Undo(Operation, frozen=True):
    """Take back what one did by an entry, as far as nobody else has changed it since."""

    name = "undo"
    entry: Annotated[int, Meta(ge=1, le=2**53)]


class SetPhase(Operation, frozen=True):
    """Begin a phase of the work; `anew`: with no votes cast yet."""

    name = "set_phase"
    phase: Literal["collect", "cluster", "vote", "plan", "closed"]
    anew: bool = False


class SetRules(Operation, frozen=True):
    """Change how the board works. What is made in private is shown to everybody when that ends."""

    name = "set_rules"
    budget: Annotated[int, Meta(ge=1, le=99)] | UnsetType = UNSET
    most: Annotated[int, Meta(ge=1, le=99)] | UnsetType = UNSET
    hides_votes: bool | UnsetType = UNSET
    is_private: bool | UnsetType = UNSET
    is_locked: bool | UnsetType = UNSET
    hides_hands: bool | UnsetType = UNSET


class SetTimer(Operation, frozen=True):
    """Have the time for what is at work end so many seconds from now; with `more`, so many later than it would.

    0 stops the timer, and fewer are taken off it.
    """

    name = "set_timer"
    seconds: Annotated[int, Meta(ge=-43_200, le=43_200)]
    more: bool = False


class CallTogether(Operation, frozen=True):
    """Ask everybody to come to a piece, or to a part of the canvas; `takes`: whoever is not busy is taken there."""

    name = "call_together"
    piece: NameOrNone = ""
    view: tuple[Coordinate, Coordinate, Size, Size] | None = None
    takes: bool = False


class ReturnPiece(Operation, frozen=True):
    """Put a piece back to how everybody saw it when the board stood at an entry."""

    name = "return_piece"
    piece: Name
    to: Annotated[int, Meta(ge=1, le=2**53)]


class ReturnBoard(Operation, frozen=True):
    """Put all that everybody sees of the board back to how it was at an entry; votes, phase and rules stay."""

    name = "return_board"
    to: Annotated[int, Meta(ge=1, le=2**53)]


class RenameBoard(Operation, frozen=True):
    """Have the board be called otherwise."""

    name = "rename_board"
    title: Annotated[str, Meta(min_length=1, max_length=240)]


class NameVersion(Operation, frozen=True):
    """Keep the board as it stands under a name."""

    name = "name_version"
    label: Annotated[str, Meta(min_length=1, max_length=240)]


class Step(NamedTuple):
    """What an entry did to a piece, or to a part of it, and the operation that takes that back."""

    piece: str
    part: str
    inverse: Operation

    def at(self, seq: int) -> Step:
        """The same once it is known by which entry: what is written later comes after that."""
        if not isinstance(self.inverse, EditText):
            return self
        return self._replace(inverse=msgspec.structs.replace(self.inverse, base=seq))


KINDS: dict[str, type[Operation]] = {kind.name: kind for kind in Operation.__subclasses__()}


def packed(operation: Operation) -> dict[str, Any]:
    """As it is kept in a row, with its name."""
    return {"do": operation.name, **msgspec.to_builtins(operation)}


def unpacked(kept: dict[str, Any]) -> Operation:
    said = dict(kept)
    return msgspec.convert(said, KINDS[said.pop("do")])
