"""A line: what waits when a socket does not take it, and what a client has confirmed."""

from __future__ import annotations

import asyncio
from typing import Any

from rooms import protocol
from rooms.line import BACKLOG_BYTES, Line, weigh


class Server:
    """The sending side of a server; `gate` decides whether it waits, as uvicorn does."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, message: dict[str, Any]) -> None:
        await self.gate.wait()
        self.sent.append(message)

    def line(self) -> Line:
        return Line(send=self.send, person=1, dialogue=1, lane=1, crew=False)

    def texts(self) -> list[str]:
        return [message.get("text", "close") for message in self.sent]


async def test_what_can_be_sent_is_sent_at_once():
    server = Server()
    server.line().push("now")
    assert server.texts() == ["now"]


async def test_what_must_wait_keeps_its_order():
    server = Server()
    line = server.line()
    server.gate.clear()
    for n in range(5):
        line.push(f"{n}")
    assert server.texts() == []
    server.gate.set()
    await asyncio.sleep(0.01)
    line.push("5")
    assert server.texts() == list("012345")


async def test_entries_are_never_dropped_while_other_frames_fill_the_backlog():
    server = Server()
    line = server.line()
    server.gate.clear()
    for _ in range(20):
        line.push("p" * (BACKLOG_BYTES // 10))
    line.deliver(1, 7, "entries", 7)
    server.gate.set()
    await asyncio.sleep(0.01)
    assert server.texts()[-1] == "entries"
    assert sum(map(len, server.texts())) <= 1.2 * BACKLOG_BYTES


async def test_only_a_bounded_number_of_bytes_is_unconfirmed():
    line = Server().line()
    line.deliver(1, 5, "x" * 60_000, 60_000)
    assert not line.has_room_for(10_000)
    line.confirm({"1": 4})
    assert not line.has_room_for(10_000)
    line.confirm({"1": 5})
    assert line.has_room_for(10_000)


async def test_one_frame_may_always_be_under_way():
    line = Server().line()
    assert line.has_room_for(protocol.UNCONFIRMED_BYTES + 1)


async def test_what_is_not_followed_any_more_needs_no_confirmation():
    line = Server().line()
    line.deliver(1, 5, "x" * 60_000, 60_000)
    line.deliver(2, 5, "x" * 8_000, 8_000)
    line.forget(1)
    assert (line.follows, line.unconfirmed_bytes) == ({2: 5}, 8_000)
    line.follows[1] = 2
    line.confirm({"2": 5, "1": 2})
    assert line.unconfirmed_bytes == 0


async def test_bytes_are_counted_and_not_characters():
    assert (weigh("aaaa"), weigh("ääää"), weigh("🌊🌊")) == (4, 8, 8)


async def test_after_goodbye_nothing_is_sent():
    server = Server()
    line = server.line()
    line.leave(protocol.bye(4101))
    line.push("too late")
    line.leave(protocol.bye(4001))
    assert [message["type"] for message in server.sent] == ["websocket.send", "websocket.close"]
    assert server.sent[1]["code"] == 4101


async def test_a_send_that_fails_ends_the_line_quietly():
    async def gone(message: dict[str, Any]) -> None:
        raise ConnectionResetError

    line = Line(send=gone, person=1, dialogue=1, lane=1, crew=False)
    line.push("into the void")
    assert line.closing
    assert not line.has_room_for(1)


async def test_a_send_that_fails_after_waiting_ends_the_line_quietly():
    async def gone_later(message: dict[str, Any]) -> None:
        await asyncio.sleep(0)
        raise ConnectionResetError

    line = Line(send=gone_later, person=1, dialogue=1, lane=1, crew=False)
    line.push("into the void")
    await asyncio.sleep(0.01)
    assert line.closing
    assert line.stuck is None
