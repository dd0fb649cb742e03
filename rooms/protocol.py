"""The frames of `polylogue.v1`; docs/protocol.md explains them, the JSON Schema is made from here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from rooms.handframes import Away, Hand, Hands
from rooms.wire import Frame as Frame
from rooms.wire import Id as Id
from rooms.wire import Key as Key
from rooms.wire import Seq as Seq

VERSION = 1
SUBPROTOCOL = "polylogue.v1"
FRAME_BYTES = 64 * 1024
OUT_BYTES = 48 * 1024
UNCONFIRMED_BYTES = 64 * 1024
ACK_BYTES = 40 * 1024
REPLAY_ENTRIES = 500
TEXT_LENGTH = 10_000
BEAT_MS = 5000


class Cursor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last entry of a stream that a client has, and the epoch it belongs to."""

    stream: Id
    epoch: Annotated[str, Meta(max_length=8)]
    seq: Seq


# ---- from the browser -------------------------------------------------------------------------


class Hello(Frame, frozen=True, tag="hello"):
    """The first frame: what to follow, and from where. `room` is the stream of the room in view."""

    v: int
    cursors: Annotated[list[Cursor], Meta(max_length=64)] = []
    room: Id | None = None


class Follow(Frame, frozen=True, tag="follow"):
    """Follow a stream from a cursor: after a `resync`, or on entering another room."""

    cursor: Cursor
    in_view: bool = False


class Unfollow(Frame, frozen=True, tag="unfollow"):
    """Stop following a stream."""

    stream: Id


class Do(Frame, frozen=True, tag="do"):
    """A command. `key` is made by the client and makes a retry harmless; it must be a new UUID."""

    key: Key
    name: Annotated[str, Meta(max_length=64)]
    args: msgspec.Raw = msgspec.field(default_factory=lambda: msgspec.Raw(b"{}"))


class Ack(Frame, frozen=True, tag="ack"):
    """The cursors a client has reached, at least every 5 seconds: this is the heartbeat."""

    cursors: Annotated[dict[str, Seq], Meta(max_length=64)] = {}


class Read(Frame, frozen=True, tag="read"):
    """The person has read a stream up to here."""

    stream: Id
    seq: Seq


class Typing(Frame, frozen=True, tag="typing"):
    """The person is writing in a room; at most one every two seconds is passed on."""

    stream: Id


ClientFrame = Hello | Follow | Unfollow | Do | Ack | Read | Typing | Hand | Away

# ---- to the browser ---------------------------------------------------------------------------


class StreamState(msgspec.Struct, frozen=True):
    """A stream the person can follow: where it stands, and how far they have read it.

    `room` is the id of the room it belongs to, none for the dialogue's own stream. `annex`: it is not
    the conversation of that room but a further stream of it, such as its board.
    """

    stream: int
    room: int | None
    epoch: str
    head: int
    read: int
    annex: bool = False


class Welcome(Frame, frozen=True, tag="welcome"):
    """The answer to `hello`. `window_ms`: spread reconnects over this time after a mass drop.

    `place` is the room where the person belongs, since the dialogue's entry `place_seq`; none: the plenary.
    """

    v: int
    socket: str
    person: int
    crew: bool
    now: str
    streams: list[StreamState]
    frame_bytes: int
    text_length: int
    beat_ms: int
    window_ms: int
    place: int | None = None
    place_seq: int = 0


class Entries(Frame, frozen=True, tag="entries"):
    """Entries `from` to `to` of a stream. `to` moves the cursor even if some are for other eyes."""

    stream: int
    epoch: str
    from_: int = msgspec.field(name="from")
    to: int
    items: list[dict[str, Any]]
    people: dict[str, Any]


class Ok(Frame, frozen=True, tag="ok"):
    """A command is committed; `stream` and `seq` say where its (last) entry stands."""

    key: str
    stream: int | None = None
    seq: int | None = None
    result: Any = None
    again: bool = False


class Error(Frame, frozen=True, tag="error"):
    """A frame was refused, nothing was changed. `retry_ms`: asking again later may work.

    It names what it answers: the `key` of a command, or the `stream` that cannot be followed.
    """

    code: str
    text: str
    key: str | None = None
    retry_ms: int | None = None
    stream: int | None = None


class Heads(Frame, frozen=True, tag="heads"):
    """Where the followed streams stand, so that a lost frame is noticed: the answer to `ack`.

    Others that the person can follow are named where something was heard of them lately.

    It also comes when nothing was heard for 20 seconds, and then asks for an `ack`.
    """

    now: str
    heads: dict[str, int]


class Presence(Frame, frozen=True, tag="presence"):
    """Who is here: all of them if `full`, else who came and went. Pairs of person and room id.

    In a group these are the people of the group. `count` is how many these are, the unlisted of a
    crowd included; `total` how many are in the dialogue now.
    """

    full: bool
    here: list[tuple[int, int | None]]
    gone: list[int]
    count: int
    total: int
    people: dict[str, Any]


class SomeoneTyping(Frame, frozen=True, tag="typing"):
    """Somebody is writing in a room."""

    stream: int
    person: int
    name: str


class Position(Frame, frozen=True, tag="position"):
    """The person has read up to here on another of their devices."""

    stream: int
    seq: int


class Resync(Frame, frozen=True, tag="resync"):
    """The cursor is too old or of another epoch: load the page state anew, then `follow`."""

    stream: int
    epoch: str
    head: int


class Detached(Frame, frozen=True, tag="detached"):
    """This stream is not delivered any more, after the entry `seq`."""

    stream: int
    seq: int


class Moved(Frame, frozen=True, tag="moved"):
    """The person belongs in another room now, and this socket follows it, from after `after` on.

    The page shows that room instead; nothing has to be asked for. `seq` is the dialogue's entry
    that took them there.
    """

    room: int
    stream: int
    epoch: str
    after: int
    head: int
    read: int
    title: str
    rule: str
    seq: int
    kind: str


class Bye(Frame, frozen=True, tag="bye"):
    """The socket is closed next with this code; `retry`: come back after `after_ms`."""

    code: int
    text: str
    retry: bool
    after_ms: int = 0


ServerFrame = (
    Welcome
    | Entries
    | Ok
    | Error
    | Heads
    | Presence
    | SomeoneTyping
    | Hands
    | Position
    | Resync
    | Detached
    | Moved
    | Bye
)

CloseCode = Literal[4001, 4003, 4004, 4005, 4006, 4009, 4010, 4101, 4102, 4103, 4104, 4105]
CLOSE_CODES: dict[int, str] = {
    4001: "signed out",
    4003: "not allowed",
    4004: "the dialogue is over",
    4005: "removed from the dialogue",
    4006: "banned from the dialogue",
    4009: "replaced by a newer tab",
    4010: "this page is too old: reload it",
    4101: "the server is leaving",
    4102: "too slow",
    4103: "too many commands",
    4104: "start again from the page",
    4105: "no heartbeat",
}

decoder = msgspec.json.Decoder(ClientFrame)
encoder = msgspec.json.Encoder()


def encode(frame: Frame) -> str:
    return encoder.encode(frame).decode()


def bye(code: CloseCode, after_ms: int = 0) -> Bye:
    """The last frame before a close: codes from 4100 on invite the client back."""
    return Bye(code, CLOSE_CODES[code], retry=code >= 4100, after_ms=after_ms)
