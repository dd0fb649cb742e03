"""A followed stream: applied strictly by seq, with the look that later entries give to earlier ones."""

from __future__ import annotations

import time
from typing import Any

Item = dict[str, Any]
LOOK = ("text", "html", "edited", "deleted")


class Gap(Exception):
    """A frame does not continue where the client is."""


class Stream:
    """Where the client is in a stream, and what it has of it.

    `items` are the entries as they came; `look` is, by seq, what each shows now.
    """

    def __init__(self, number: int, epoch: str, seq: int, *, keep: bool = True) -> None:
        self.number, self.epoch, self.seq = number, epoch, seq
        self.keep = keep
        self.items: list[Item] = []
        self.look: dict[int, dict[str, Any]] = {}
        self.is_live = True
        self.behind_since: float | None = None

    def cursor(self) -> dict[str, Any]:
        return {"stream": self.number, "epoch": self.epoch, "seq": self.seq}

    def begin_again(self, epoch: str) -> None:
        """The stream is another one now: what is known of it does not count."""
        self.epoch, self.seq = epoch, 0
        self.items.clear()
        self.look.clear()

    def take(self, frame: dict[str, Any]) -> list[Item]:
        """The new entries of a frame, in order; entries that are here already are passed over."""
        if frame["epoch"] != self.epoch or frame["from"] > self.seq + 1:
            raise Gap(f"stream {self.number} is at {self.seq}, not at {frame['from'] - 1}")
        new = [item for item in frame["items"] if item["seq"] > self.seq]
        self.seq = max(self.seq, frame["to"])
        if self.keep:
            self.items += new
            for item in new:
                self._show(item)
        return new

    def is_behind(self, head: int, seconds: float) -> bool:
        """Whether the server's head has been ahead for this long."""
        if head <= self.seq:
            self.behind_since = None
            return False
        self.behind_since = self.behind_since or time.monotonic()
        return time.monotonic() - self.behind_since >= seconds

    def _show(self, item: Item) -> None:
        data = item["data"]
        self.look[item["seq"]] = {"kind": item["kind"], "by": item["by"], **data}
        match item["kind"]:
            case "chat.message_edited":
                self._look_again(data["message"], {k: data[k] for k in LOOK if k in data})
            case "chat.message_deleted":
                self._look_again(data["message"], {"deleted": True})
            case "log.entry_redacted":
                self._look_again(data["seq"], {"redacted": True})

    def _look_again(self, seq: int, look: dict[str, Any]) -> None:
        if shown := self.look.get(seq):
            for name in LOOK:
                shown.pop(name, None)
            shown.update(look)
