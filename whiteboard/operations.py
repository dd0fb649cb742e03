"""What can be done on a board. `base` is the entry up to which whoever does it had seen the board."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from polylogue.texts.merging import Inserted, Kept
from rooms.protocol import Seq
from whiteboard.pieces import FARTHEST

Name = Annotated[str, Meta(min_length=4, max_length=24, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
Names = Annotated[list[Name], Meta(min_length=1, max_length=200)]
NameOrNone = Annotated[str, Meta(max_length=24, pattern=r"^[A-Za-z0-9_-]*(?!\n)$")]
FieldName = Annotated[str, Meta(min_length=1, max_length=24, pattern=r"^[a-z0-9_]+(?!\n)$")]
Coordinate = Annotated[int, Meta(ge=-FARTHEST, le=FARTHEST)]
Content = (
    Annotated[int, Meta(ge=-FARTHEST, le=FARTHEST)]
    | Annotated[str, Meta(max_length=5000)]
    | Annotated[list[int], Meta(max_length=800)]
    | None
)
Contents = Annotated[dict[FieldName, Content], Meta(max_length=30)]


class Operation(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", kw_only=True):
    """Something that somebody does on a board."""


class CreatePiece(Operation, frozen=True, tag="create_piece"):
    """Put something on the board: in a lane after another piece (none: at its end), in a group."""

    piece: Name
    type: Literal["card", "note", "group", "lane", "text", "stroke"]
    fields: Contents = {}
    lane: NameOrNone = ""
    after: NameOrNone | None = None
    group: NameOrNone = ""


class ConnectPieces(Operation, frozen=True, tag="connect_pieces"):
    """Draw a line from one piece to another."""

    piece: Name
    start: Name
    end: Name
    label: Annotated[str, Meta(max_length=120)] = ""


class SetFields(Operation, frozen=True, tag="set_fields"):
    """Give fields of a piece another value, or none; the last one to do so counts."""

    piece: Name
    fields: Annotated[Contents, Meta(min_length=1)]
    base: Seq


class EditText(Operation, frozen=True, tag="edit_text"):
    """Write in a text of a piece; merged with what others wrote since `base`."""

    piece: Name
    field: FieldName
    base: Seq
    op: Annotated[list[Kept | Inserted], Meta(max_length=500)]


class MovePieces(Operation, frozen=True, tag="move_pieces"):
    """Lay pieces elsewhere on the canvas."""

    spots: Annotated[list[tuple[Name, Coordinate, Coordinate]], Meta(min_length=1, max_length=200)]


class PlacePieces(Operation, frozen=True, tag="place_pieces"):
    """Put pieces into a lane ("": none), one after the other after another piece.

    `after`: "" is the start of the lane, none its end. Lanes themselves are put among lanes.
    """

    pieces: Names
    lane: NameOrNone = ""
    after: NameOrNone | None = None


class PutBack(Operation, frozen=True, tag="put_back"):
    """Put a piece where it was. Made by the server alone, to undo a change of place."""

    piece: Name
    lane: str
    order: str


class GroupPieces(Operation, frozen=True, tag="group_pieces"):
    """Put pieces into a group, or with "" take them out of theirs."""

    pieces: Names
    group: NameOrNone


class DeletePieces(Operation, frozen=True, tag="delete_pieces"):
    """Take pieces off the board; they can be restored."""

    pieces: Names


class RestorePieces(Operation, frozen=True, tag="restore_pieces"):
    """Put pieces that were deleted back where they were."""

    pieces: Names


class LockPieces(Operation, frozen=True, tag="lock_pieces"):
    """Have pieces stay as they are for everybody but those who lead or help."""

    pieces: Names


class UnlockPieces(Operation, frozen=True, tag="unlock_pieces"):
    """Let pieces be changed again."""

    pieces: Names


class RevealPieces(Operation, frozen=True, tag="reveal_pieces"):
    """Show what only oneself could see to everybody."""

    pieces: Names


class Vote(Operation, frozen=True, tag="vote"):
    """Have so many of one's dots on a piece; 0 takes them back."""

    piece: Name
    dots: Annotated[int, Meta(ge=0, le=99)]


class SetPhase(Operation, frozen=True, tag="set_phase"):
    """Begin a phase of the work; `anew`: with no votes cast yet."""

    phase: Literal["collect", "cluster", "vote", "plan", "closed"]
    anew: bool = False


class SetRules(Operation, frozen=True, tag="set_rules"):
    """Change how the board works. What is made in private is shown to everybody when that ends."""

    budget: Annotated[int, Meta(ge=1, le=99)] | UnsetType = UNSET
    most: Annotated[int, Meta(ge=1, le=99)] | UnsetType = UNSET
    hides_votes: bool | UnsetType = UNSET
    is_private: bool | UnsetType = UNSET
    is_locked: bool | UnsetType = UNSET
