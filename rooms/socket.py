"""The one WebSocket: takes a person's frames to the hub and the writer, and never waits for either."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import msgspec
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable
from django.conf import settings
from django.utils.translation import gettext as _

from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log import reading, writer
from polylogue.log.intents import Receipt
from rooms import commands, greeting, guards, hands, protocol, taking
from rooms.handframes import Away, Hand
from rooms.limits import Bucket, Limits
from rooms.line import Line
from rooms.live import Hub, hub
from rooms.positions import positions
from rooms.protocol import Ack, Do, Follow, Hello, Read, Typing, Unfollow
from rooms.readers import read

log = logging.getLogger("polylogue.live")

HELLO_SECONDS = 10.0
IN_FLIGHT = 32
ANSWER_SECONDS = 3.0
TABS = 8
# Greetings and follows of one socket, which read the database: per second, and at once.
LOOKS = 10.0, 100.0


async def live(scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """The ASGI application at /live/<dialogue>/."""
    await receive()
    hub.start()
    try:
        caller = await read(
            greeting.caller, greeting.session_key(scope), scope["url_route"]["kwargs"]["slug"]
        )
    except Exception:
        log.exception("a socket could not be opened")
        await send({"type": "websocket.close", "code": 4104, "reason": None})
        return
    if isinstance(caller, int):
        await _refuse(send, caller)
        return
    accepted = (
        protocol.SUBPROTOCOL if protocol.SUBPROTOCOL in scope.get("subprotocols", []) else None
    )
    await send({"type": "websocket.accept", "subprotocol": accepted, "headers": []})
    line = Line(send=send, **msgspec.structs.asdict(caller))  # type: ignore[arg-type]
    if accepted is None:
        line.leave(protocol.bye(4010))
        return
    await Conversation(hub, line).run(receive)


async def _refuse(send: ASGISendCallable, code: int) -> None:
    """A refused handshake looks to a browser like a lost line, so it is accepted to say why."""
    await send({"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL, "headers": []})
    text = protocol.encode(protocol.bye(code))  # type: ignore[arg-type]
    await send({"type": "websocket.send", "text": text, "bytes": None})
    await send({"type": "websocket.close", "code": code, "reason": None})


class Conversation:
    """What one socket says, frame by frame."""

    def __init__(self, hub: Hub, line: Line) -> None:
        self.hub = hub
        self.line = line
        self.limits = Limits(settings.LIVE_COMMANDS_PER_SECOND, settings.LIVE_COMMANDS_BURST)
        self.typing = Bucket(0.5, 1)
        self.looks = Bucket(*LOOKS)
        self.hands = Bucket(*hands.PACE)
        self.in_flight = 0
        self.answered_at = 0.0
        self.welcome: protocol.Welcome | None = None
        self.hint: asyncio.Task[None] | None = None

    async def run(self, receive: ASGIReceiveCallable) -> None:
        self.hub.open(self.line)
        self.line.conversation = asyncio.current_task()
        waiting = asyncio.get_running_loop().call_later(HELLO_SECONDS, self._impatient)
        try:
            while not self.line.closing:
                event = await receive()
                if event["type"] == "websocket.disconnect":
                    break
                await self._hear(str(event.get("text") or ""))
        except asyncio.CancelledError:
            if not self.line.closing:
                raise
        finally:
            waiting.cancel()
            self.line.closing = True
            self.hub.close(self.line)

    def _impatient(self) -> None:
        if not self.welcome:
            self.line.leave(protocol.bye(4105))

    async def _hear(self, text: str) -> None:
        """One frame. Whatever it is, the socket lives on and the sender is told."""
        self.line.heard_at = time.monotonic()
        try:
            frame = protocol.decoder.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
            self._count_bad()
            self.line.tell(protocol.Error("malformed", str(problem)[:300]))
            return
        try:
            await self._take(frame)
        except Refusal as refusal:
            self.line.tell(protocol.Error(refusal.code, str(refusal)))
        except Exception:
            log.exception("frame %s of person %s failed", type(frame).__name__, self.line.person)
            text = _("Something went wrong on our side.")
            self.line.tell(protocol.Error("internal", text, getattr(frame, "key", None)))

    async def _take(self, frame: protocol.ClientFrame) -> None:
        if not self.welcome and not isinstance(frame, Hello):
            self.line.tell(protocol.Error("hello-first", "The first frame is hello."))
            return
        match frame:
            case Do():
                self._do(frame)
            case Ack():
                self._ack(frame)
            case Typing():
                self._typing(frame)
            case Hand():
                self._hand(frame)
            case Away():
                self.hub.hands.away(self.line, frame.stream)
            case Read():
                positions.note(self.hub, self.line, frame.stream, frame.seq)
            case Hello() | Follow() if wait_ms := self.looks.wait_ms():
                stream = frame.cursor.stream if isinstance(frame, Follow) else None
                self._slow_down(None, wait_ms, stream)
            case Hello():
                await self._hello(frame)
            case Follow():
                await self._follow(frame)
            case Unfollow():
                self.hub.unfollow(self.line, frame.stream)

    # ---- following -----------------------------------------------------------------------------

    async def _hello(self, frame: Hello) -> None:
        if frame.v != protocol.VERSION:
            self.line.leave(protocol.bye(4010))
            return
        crew = self.line.crew
        try:
            welcome = await read(greeting.welcome, self.line)
        except NotAllowed:
            self.line.leave(protocol.bye(4005))
            return
        if self.line.crew == crew:
            self.line.crew = welcome.crew
        heads = {s.stream: reading.Head(s.epoch, s.head) for s in welcome.streams}
        self.line.allowed = set(heads)
        self.line.reads = {state.stream: state.read for state in welcome.streams}
        self._look_at(frame.room, welcome)
        self.hub.watch(self.line, heads[self.line.lane])
        self.line.tell(welcome)
        self.welcome = welcome
        for cursor in frame.cursors:
            self._follow_from(cursor, heads.get(cursor.stream))
        self.hub.presence.welcome(self.line)
        self._one_tab_too_many()
        await taking.missed(self.hub, self.line, welcome)

    async def _follow(self, frame: Follow) -> None:
        if frame.cursor.stream not in self.line.allowed:
            self.line.allowed = await read(greeting.allowed, self.line)
        heads = await read(reading.heads, [frame.cursor.stream])
        self._follow_from(frame.cursor, heads.get(frame.cursor.stream))
        if frame.in_view and frame.cursor.stream in self.line.allowed:
            await self._look_into(frame.cursor.stream)

    async def _look_into(self, stream: int) -> None:
        """The page shows that room; what it said before it heard that its person was taken elsewhere is late."""
        before = self.line.room
        room = await read(greeting.room_id, stream)
        if self.welcome and self.line.room == before and not self.line.is_taken:
            self.line.room = room
            self.hub.presence.changed(self.line)
            await taking.missed(self.hub, self.line, self.welcome)

    def _follow_from(self, cursor: protocol.Cursor, head: reading.Head | None) -> None:
        """A cursor of another epoch, of the future or too far back cannot be continued."""
        if head is None or cursor.stream not in self.line.allowed:
            text = _("You cannot follow this stream.")
            self.line.tell(protocol.Error("not-found", text, stream=cursor.stream))
            return
        self.hub.unfollow(self.line, cursor.stream)
        missing = head.seq - cursor.seq
        if cursor.epoch != head.epoch or missing < 0 or missing > protocol.REPLAY_ENTRIES:
            self.line.tell(protocol.Resync(cursor.stream, head.epoch, head.seq))
        else:
            self.hub.follow(self.line, cursor.stream, head, cursor.seq)

    def _look_at(self, room: int | None, welcome: protocol.Welcome) -> None:
        self.line.room = next((s.room for s in welcome.streams if s.stream == room), None)
        self.hub.presence.changed(self.line)

    def _one_tab_too_many(self) -> None:
        mine = [line for line in self.hub.lines if line.person == self.line.person]
        if len(mine) > TABS:
            min(mine, key=lambda line: line.opened_at).leave(protocol.bye(4009))

    # ---- commands ------------------------------------------------------------------------------

    def _do(self, frame: Do) -> None:
        if wait_ms := self.limits.wait_ms():
            self._slow_down(frame.key, wait_ms)
        elif self.in_flight >= IN_FLIGHT:
            self._slow_down(frame.key, 500)
        else:
            self._submit(frame)

    def _submit(self, frame: Do) -> None:
        try:
            command = commands.parse(frame.name, frame.args)
            if command.stream not in self.line.allowed and not command.late:
                raise NotFound
        except Refusal as refusal:
            self._refused(frame.key, refusal)
            return
        intent = commands.intent(
            command,
            key=frame.key,
            person=self.line.person,
            dialogue=self.line.dialogue,
            lane=self.line.lane,
            disguised=self.line.disguised,
        )
        self.in_flight += 1
        loop = asyncio.get_running_loop()
        answer = writer.submit(intent)
        answer.add_done_callback(
            lambda done: loop.call_soon_threadsafe(self._answer, frame.key, done)
        )

    def _answer(self, key: str, done: Any) -> None:
        """The command is committed, or it is not: only now the sender is told."""
        self.in_flight -= 1
        if refusal := done.exception():
            self._refused(key, refusal)
        else:
            receipt: Receipt = done.result()
            self.line.tell(
                protocol.Ok(key, receipt.stream, receipt.seq, receipt.result, receipt.again)
            )

    def _refused(self, key: str, refusal: BaseException) -> None:
        code = getattr(refusal, "code", "internal")
        retry_ms = getattr(refusal, "retry_ms", 1000 if code == "unknown" else None)
        self.line.tell(protocol.Error(code, str(refusal), key, retry_ms))

    def _slow_down(self, key: str | None, wait_ms: int, stream: int | None = None) -> None:
        self._count_bad()
        text = _("You are faster than this room can follow. It will be sent in a moment.")
        self.line.tell(protocol.Error("slow-down", text, key, wait_ms, stream))

    def _count_bad(self) -> None:
        if self.limits.is_flood():
            self.line.leave(protocol.bye(4103, after_ms=5000))

    # ---- small things --------------------------------------------------------------------------

    def _ack(self, frame: Ack) -> None:
        """Confirms; an answer every few seconds lets the client notice a frame that was lost."""
        self.hub.confirmed(self.line, frame.cursors)
        now = time.monotonic()
        if now - self.answered_at >= ANSWER_SECONDS:
            self.answered_at = now
            self.line.tell(self.hub.heads_for(self.line))

    def _hand(self, frame: Hand) -> None:
        if wait_ms := self.hands.wait_ms():
            self._slow_down(None, wait_ms)
        else:
            self.hub.hands.say(self.line, frame)

    def _typing(self, frame: Typing) -> None:
        if frame.stream in self.line.follows and not self.typing.wait_ms():
            self.hint = asyncio.ensure_future(self._hint(frame.stream))

    async def _hint(self, stream: int) -> None:
        """Tells that the person is writing, if what they write would be taken."""
        line = self.line
        try:
            may = await read(guards.may_speak, stream, line.dialogue, line.person)
        except Exception:
            log.exception("nobody is told that person %s is writing", line.person)
            return
        if may and not line.closing:
            note = {"what": "typing", "stream": stream, "person": line.person, "name": line.name}
            self.hub.ringing.apply(note)
            self.hub.ringing.note(**note)
