"""What somebody asks the writer to do, and what the writer answers."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal

Streams = tuple[int, ...] | Callable[[], tuple[int, ...]]


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """One command on its way to the writer.

    `act` runs in the writer's transaction after `streams` are locked; it may append to these
    streams only. `streams` may be a function when they depend on what the database says.
    `lane` is the dialogue's stream, 0 for none: commands of one dialogue are written in one order.
    A `hot` command only stages rows and appends, which costs a batch no savepoint.
    Of a `secret` one no answer is kept, so that no row tells who gave it when: done once more by a
    retry it must change nothing and be answered as before.
    """

    act: Callable[[], Any]
    actor: int
    streams: Streams
    lane: int
    key: str = msgspec.field(default_factory=lambda: str(uuid.uuid4()))
    digest: str = ""
    hot: bool = False
    secret: bool = False


class Receipt(msgspec.Struct, frozen=True):
    """The kept answer: where the (last) entry of the command stands, and what the action said."""

    stream: int | None = None
    seq: int | None = None
    result: Any = None
    again: bool = False


class KeyReused(Refusal):
    code = "key-reused"
    sentence = _("This command was already used for something else.")


class Unknown(Refusal):
    """The commit failed: the command may or may not be done; asking again with its key is safe."""

    code = "unknown"
    status = 503
    sentence = _("We could not confirm that this was saved. It will be tried again.")


class Broken(Refusal):
    """A fault of ours; it is in the server's log with its traceback."""

    code = "internal"
    status = 500
    sentence = _("Something went wrong on our side. Nothing was changed.")


class Contended(Exception):
    """The streams changed between declaring and locking them: run the command again, alone."""


def digest(*parts: object) -> str:
    """A short hash of a command's content, to tell a retry from a reused key."""
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=16).hexdigest()
