"""A browser of the simulator: what the server confirmed, what waits, and both together on the screen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from polylogue.kit.refusals import Refusal
from polylogue.texts import ot, units
from tests.whiteboard.simulating.server import RESUMES, Logged, Server
from whiteboard import operations as ops
from whiteboard import reducing
from whiteboard.deciding import Actor
from whiteboard.entries import TextEdited
from whiteboard.operations import Operation
from whiteboard.permissions import Role
from whiteboard.pieces import Piece
from whiteboard.state import State

IN_FLIGHT = 20


@dataclass
class Waiting:
    """A command that is not confirmed. What it says does not change once it was sent.

    `now`, of an edit of a text: what it does to the text as it is confirmed up to entry `at`.
    """

    key: str
    operation: Operation
    is_sent: bool = False
    now: ot.Operation | None = None
    at: int = 0

    @property
    def text(self) -> tuple[str, str] | None:
        op = self.operation
        return (op.piece, op.field) if isinstance(op, ops.EditText) else None


@dataclass
class Client:
    person: int
    role: Role
    state: State = field(default_factory=State)
    waiting: list[Waiting] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    drafts: list[Operation] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    online: bool = False
    seen: Callable[[Logged, list[Piece]], None] = lambda one, now: None

    # ---- doing ---------------------------------------------------------------------------------

    def wish(self, operation: Operation, key: str) -> bool:
        """Does it on the screen at once, unless the screen itself says that it cannot be done."""
        view = self.view()
        with contextlib.suppress(Refusal):
            if isinstance(operation, ops.EditText):
                operation = replace_base(operation, view.seq)
            if not isinstance(operation, ops.Undo):  # only the server knows the way back
                reducing.decide(view, operation, Actor(self.person, self.role), key)
            self._queue(operation, key)
            return True
        return False

    def _queue(self, operation: Operation, key: str) -> None:
        """What is typed while an edit of the same text has not left yet becomes one with it."""
        if isinstance(operation, ops.EditText):
            last = self._last_edit((operation.piece, operation.field))
            if last and not last.is_sent:
                last.now = ot.compose(last.now or [], [*operation.op])
                return
            edit = ot.compose([], [*operation.op])
            self.waiting.append(Waiting(key, operation, now=edit, at=self.state.seq))
        else:
            self.waiting.append(Waiting(key, operation))
        self.made.append(key)

    def _last_edit(self, text: tuple[str, str]) -> Waiting | None:
        edits = [one for one in self.waiting if one.text == text]
        return edits[-1] if edits else None

    def to_send(self) -> list[Waiting]:
        """What may leave now: in order, so many at once, and of each text one edit."""
        leaving: list[Waiting] = []
        texts = {one.text for one in self.waiting if one.is_sent and one.text}
        flying = sum(one.is_sent for one in self.waiting)
        for one in self.waiting:
            if one.is_sent:
                continue
            if flying >= IN_FLIGHT or (one.text and one.text in texts):
                break
            if one.text and isinstance(one.operation, ops.EditText):
                edit = one.now or []
                one.operation = replace_base(one.operation, self.state.seq, edit)
                texts.add(one.text)
            one.is_sent = True
            flying += 1
            leaving.append(one)
        return leaving

    def sent_before(self) -> list[Waiting]:
        """What was sent and not answered: it is sent again, word for word."""
        return [one for one in self.waiting if one.is_sent]

    def answered(self, key: str, answer: int | str) -> None:
        """A refusal takes the operation off the screen; what it said is kept as a draft."""
        one = next((one for one in self.waiting if one.key == key), None)
        if isinstance(answer, int):
            self.acked[key] = answer
            if one and answer <= self.state.seq:
                self.waiting.remove(one)
        elif one:
            self.refusals[key] = answer
            self.drafts.append(one.operation)
            self.waiting.remove(one)
            if one.text:
                self._drop_later_edits(one)

    def _drop_later_edits(self, refused: Waiting) -> None:
        """What was typed on top of a refused edit has nothing to stand on: it is a draft too."""
        for one in [one for one in self.waiting if one.text == refused.text and not one.is_sent]:
            self.refusals[one.key] = "stands-on-a-refused-edit"
            self.drafts.append(one.operation)
            self.waiting.remove(one)

    # ---- hearing -------------------------------------------------------------------------------

    def take(self, frame: dict[str, Any], server: Server) -> bool:
        """Takes what follows; false if there is a gap before it."""
        if frame["from"] > self.state.seq + 1:
            return False
        for one, now in frame["items"]:
            if one.seq > self.state.seq:
                self._take(one, now, server)
                self.state.seq = one.seq
        self.state.seq = max(self.state.seq, frame["to"])
        self._forget_confirmed()
        return True

    def _take(self, one: Logged, now: list[Piece], server: Server) -> None:
        self.seen(one, now)
        for piece in now:
            mine = self.state.pieces.get(piece.name)
            if mine is None or mine.seq < piece.seq:
                self.state.pieces[piece.name] = piece
                self._rebase(server, piece.seq, piece=piece.name)
        fact = one.fact
        if isinstance(fact, TextEdited):
            self._past(fact.piece, fact.field, fact.key, fact.op, one.seq)
        fact.apply(self.state, (one.seq, one.by))
        self.waiting = [w for w in self.waiting if w.key != one.data["key"] or w.key == ""]

    def _past(self, piece: str, name: str, key: str, op: ot.Operation, seq: int) -> None:
        """Has the edits of a text that wait follow one that the server put before them."""
        for one in self.waiting:
            if one.text != (piece, name) or one.at >= seq:
                continue
            one.at = seq
            if one.key == key:
                assert op == one.now, "the server made something else of an edit than its browser"
                op = []
            else:
                mine = one.now or []
                one.now, op = ot.transform(mine, op, "right"), ot.transform(op, mine, "left")

    def load(self, server: Server) -> None:
        """Takes the whole board anew, as after a reload or a long time away."""
        shot = server.snapshot(self.person)
        self.state = State(
            phase=shot["phase"],
            rules=shot["rules"],
            card=server.state.card,
            round=shot["round"],
            seq=shot["seq"],
            totals=shot["totals"],
            pieces=dict(shot["pieces"]),
            dots=dict(shot["dots"]),
        )
        self._rebase(server, shot["seq"])
        self._forget_confirmed()

    def _rebase(self, server: Server, to: int, piece: str | None = None) -> None:
        """Has waiting edits follow what was written up to an entry that came without what led to it."""
        for text in dict.fromkeys(one.text for one in self.waiting if one.text):
            if piece not in (None, text[0]):
                continue
            after = min(one.at for one in self.waiting if one.text == text)
            for seq, key, op in server.text_since(*text, after, to):
                self._past(*text, key, op, seq)
                self.waiting = [one for one in self.waiting if one.key != key]
            for one in self.waiting:
                if one.text == text:
                    one.at = max(one.at, to)

    def _forget_confirmed(self) -> None:
        self.waiting = [w for w in self.waiting if self.acked.get(w.key, 2**53) > self.state.seq]

    def is_too_far_behind(self, server: Server) -> bool:
        return len(server.log) - self.state.seq > RESUMES

    # ---- the screen ----------------------------------------------------------------------------

    def view(self) -> State:
        """What is confirmed with what waits on top; what does not fit any more is left out."""
        if not self.waiting:
            return self.state
        view = self.state.draft()
        for one in self.waiting:
            operation = one.operation
            if isinstance(operation, ops.EditText):
                operation = replace_base(operation, view.seq, one.now)
            with contextlib.suppress(Refusal, units.Misfit):
                for told in reducing.decide(
                    view, operation, Actor(self.person, self.role), one.key
                ).told:
                    told.fact.apply(view, (view.seq + 1, self.person))
                    view.seq += 1
        return view


def replace_base(edit: ops.EditText, base: int, op: ot.Operation | None = None) -> ops.EditText:
    said = edit.op if op is None else op
    return msgspec.structs.replace(edit, base=base, op=said)
