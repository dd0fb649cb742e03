"""Frames that nobody should send: noise, junk JSON, and near misses of every command and frame."""

from __future__ import annotations

import json
import random
from typing import Any, get_args

import msgspec

from rooms import protocol
from rooms.commands import COMMANDS
from tests.support.cast import new_key

HOSTILE = [
    "\u0000",
    "\u202e\u2066bidi",
    "\ufeff",
    "\U0010ffff" * 9,
    "\\ud800",
    "x" * 10_001,
    "<script>alert(1)</script>",
    "'; DROP TABLE log_entry; --",
    "{{7*7}}",
    "%s%n%x",
    "\r\n\r\n",
]
WRONG = [
    None,
    True,
    -1,
    0,
    1.5,
    2**53 + 1,
    -(2**63),
    2**64,
    10**300,
    [],
    {},
    [[[]]],
    {"stream": 1},
    "",
    "1",
    *HOSTILE,
]
RAW = [
    '{"t":"do","key":"12345678","name":"chat.post_message","args":{"text":"\\ud800","stream":1}}',
    '{"t":"do","key":"12345678","name":"\\udc00\\ud800","args":{}}',
    '{"t":"typing","stream":1e400}',
    '{"t":"typing","stream":-0}',
    '{"t":"typing","t":"read","stream":1,"seq":1}',
    '{"t":"hello","v":1} {"t":"hello","v":1}',
    '{"t":"ack","cursors":{"__proto__":1}}',
    "NaN",
    "[" * 60_000,
    '{"a":' * 10_000,
    '"' + "x" * 60_000 + '"',
    '{"t":"typing","stream":' + "1" * 5_000 + "}",
]
FRAMES = get_args(protocol.ClientFrame)


class Fuzzer:
    """Makes frames by chance; `foreign` are streams and messages that the sender may not touch.

    Half of the frames are near misses: what a struct asks for, wrong in one place.
    """

    def __init__(self, chance: random.Random, own: list[int], foreign: list[int]) -> None:
        self.chance, self.own, self.foreign = chance, own, foreign

    def frame(self) -> str | bytes:
        makers = [self.noise, self.junk, self.near_miss, self.near_miss]
        return self.chance.choice(makers)()

    # ---- noise and junk ------------------------------------------------------------------------

    def noise(self) -> str | bytes:
        if self.chance.random() < 0.5:
            return self.chance.randbytes(self.chance.randrange(200))
        return "".join(chr(self.chance.randrange(0xD7FF)) for _ in range(self.chance.randrange(80)))

    def junk(self) -> str:
        if self.chance.random() < 0.02:
            return self.chance.choice(RAW)
        text = json.dumps(self.value(4), ensure_ascii=self.chance.random() < 0.5)
        if self.chance.random() < 0.3:
            cut = self.chance.randrange(len(text) + 1)
            return text[:cut] + self.chance.choice(["", ",", "}", "\\", "\u0000"]) + text[cut + 1 :]
        return text

    def value(self, depth: int) -> Any:
        kind = self.chance.randrange(6 if depth else 3)
        if kind < 3:
            return self.chance.choice(WRONG)
        if kind == 3:
            return [self.value(depth - 1) for _ in range(self.chance.randrange(4))]
        keys = ["t", "v", "stream", "seq", "key", "name", "args", "cursors", "text", "x"]
        tags = ["hello", "do", "ack", "read", "typing", "follow", "unfollow", "ok", "bye"]
        made = {key: self.value(depth - 1) for key in self.chance.sample(keys, 3)}
        return made | {"t": self.chance.choice(tags)}

    # ---- near misses ---------------------------------------------------------------------------

    def near_miss(self) -> str:
        if self.chance.random() < 0.7:
            return self.command()
        struct = self.chance.choice(FRAMES)
        fields = self.fields(struct)
        # Another version of the protocol is a documented reason to close.
        rightly = {"v": fields.pop("v")} if "v" in fields else {}
        tag = struct.__struct_config__.tag
        return json.dumps({"t": tag} | self.spoil(fields) | rightly)

    def command(self) -> str:
        """A `do` frame that the server must refuse."""
        name = self.chance.choice(sorted(COMMANDS))
        args = self.fields(COMMANDS[name])
        if self.chance.random() < 0.4:
            args["stream"] = self.chance.choice(self.foreign)
        else:
            args = self.spoil(args, but_not_harmless=True)
        return json.dumps({"t": "do", "key": new_key(), "name": name, "args": args})

    def fields(self, struct: type[msgspec.Struct]) -> dict[str, Any]:
        """What the struct asks for, all of it right."""
        return {f.encode_name: self.right(f) for f in msgspec.structs.fields(struct)}

    def right(self, field: Any) -> Any:
        match field.name:
            case "stream":
                return self.chance.choice(self.own)
            case "cursor":
                return {"stream": self.chance.choice(self.own), "epoch": "x", "seq": 0}
            case "cursors":
                return {str(self.chance.choice(self.own)): 0}
            case "text":
                return "Text that nobody must ever read."
            case "in_view" | "on" | "for_crew" | "is_open" | "reviewed":
                return False
            case "reason":
                return "A reason that nobody must ever read."
            case "people":
                return []
            case "emoji":
                return "clap"
            case "because":
                return "A reason that nobody must ever read."
            case "everywhere" | "ban":
                return False
            case "minutes":
                return 5
            case "seconds":
                return 10
            case "outcome":
                return "dismiss"
            case "reports":
                return [1]
            case "files":
                return [{"id": "0b8f4a52-6a1c-4a3e-9f0e-2f6d5a3c9b11"}]
            case _:
                return 1

    def spoil(self, fields: dict[str, Any], *, but_not_harmless: bool = False) -> dict[str, Any]:
        """One field of them missing, of the wrong type, out of range; or one too many."""
        name = self.chance.choice(sorted(fields))
        match self.chance.randrange(3):
            case 0 if name not in OPTIONAL or not but_not_harmless:
                return {key: value for key, value in fields.items() if key != name}
            case 1:
                return fields | {self.chance.choice(["more", "", "\u202e", "x" * 999]): 1}
            case _:
                wrong = [w for w in WRONG if not (but_not_harmless and _fits(name, w))]
                return fields | {name: self.chance.choice(wrong)}


OPTIONAL = {"person", "people", "quotes", "for_crew", "because", "everywhere", "ban", "minutes"}


def _fits(name: str, wrong: object) -> bool:
    """Whether a field may have this value after all."""
    if name == "text":
        return (
            isinstance(wrong, str)
            and wrong.strip("\u0000\ufeff\r\n ") != ""
            and len(wrong) <= 10_000
        )
    if name in {"because", "everywhere", "ban"}:
        return isinstance(wrong, str if name == "because" else bool)
    if name in {"people", "on", "for_crew", "is_open", "reviewed"}:
        return wrong in ([], True)
    return name in OPTIONAL and wrong is None
