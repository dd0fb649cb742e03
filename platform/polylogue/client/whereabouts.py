"""The room that a client shows, if it shows one: it goes along when its person is taken elsewhere."""

from __future__ import annotations

from typing import Any

from polylogue.client.streams import Stream

Streams = dict[int, Stream]


class Whereabouts:
    """`stream` is that of the room in view; none for a client that follows all that it can.

    `seq` is the dialogue's entry that took the person there last.
    """

    def __init__(self, stream: int | None) -> None:
        self.stream, self.seq = stream, 0

    @property
    def is_in_a_room(self) -> bool:
        return self.stream is not None

    def wants(self, state: dict[str, Any]) -> bool:
        """Whether a stream of a welcome is followed: the dialogue's own, and that of the room."""
        return state["room"] is None or state["stream"] == self.stream

    def meanwhile(self, welcome: dict[str, Any]) -> int | None:
        """The stream of the room where the person was taken while there was no line, if any."""
        if not self.is_in_a_room or welcome.get("place_seq", 0) <= self.seq:
            return None
        self.seq = welcome["place_seq"]
        streams = [state for state in welcome["streams"] if not state.get("annex")]
        rooms = {state["room"]: state["stream"] for state in streams}
        there: int | None = rooms.get(welcome["place"])
        return there if there != self.stream else None

    def moved(self, frame: dict[str, Any]) -> None:
        self.stream, self.seq = frame["stream"], max(self.seq, frame["seq"])


def leave_others(streams: Streams, states: list[dict[str, Any]], stream: int) -> list[int]:
    """The rooms but this one are not followed any more; returns which were."""
    dialogues = {state["stream"] for state in states if state["room"] is None}
    left = [
        s.number for s in streams.values() if s.is_live and s.number not in {*dialogues, stream}
    ]
    for number in left:
        streams[number].is_live = False
    return left
