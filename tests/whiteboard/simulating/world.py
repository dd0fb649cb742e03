"""A run of the simulator: people, their browsers, and a network on which nothing can be relied."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from tests.whiteboard import wishes
from tests.whiteboard.simulating.client import Client
from tests.whiteboard.simulating.server import Logged, Server, opened
from whiteboard.permissions import Role
from whiteboard.pieces import Piece

ROLES = {1: Role.LEAD, 2: Role.HOST, 3: Role.MEMBER, 4: Role.MEMBER, 5: Role.MEMBER, 6: Role.MEMBER}
TABS = (1, 2, 3, 3, 4, 5, 6, 6)  # some have two


@dataclass
class Line:
    """What is on its way for one browser, in this connection."""

    commands: deque[tuple[str, Any]] = field(default_factory=deque)
    back: list[tuple[str, Any]] = field(default_factory=list)
    told: int = 0


class World:
    def __init__(self, seed: int, *, pieces: int = 60) -> None:
        self.chance = Random(seed)
        self.server: Server = opened(dict(ROLES), lead=1)
        self.clients = [Client(person, ROLES[person]) for person in TABS]
        self.lines = [Line() for _ in TABS]
        self.stale: list[tuple[int, tuple[str, Any]]] = []
        self.most = pieces
        self.counts: Counter[str] = Counter()
        self.keys = self.tick = 0
        self.away: dict[int, int] = {}
        for client in self.clients:
            client.seen = self._watching(client)
            self.connect(client)

    def run(self, ticks: int) -> None:
        happens = {
            self.wish: 40, self.send: 30, self.serve: 60, self.push: 30, self.deliver: 60,
            self.lose_line: 1, self.go_away: 0.3, self.come_back: 8, self.reload: 0.5,
            self.change_role: 0.5, self.crash: 0.1, self.serve_stale: 2,
        }  # fmt: skip
        some = self.chance.choices(list(happens), weights=list(happens.values()), k=ticks)
        for event in some:
            self.tick += 1
            event(self.chance.randrange(len(self.clients)))

    # ---- events --------------------------------------------------------------------------------

    def wish(self, number: int) -> None:
        client = self.clients[number]
        known = [n for n, p in client.state.pieces.items() if p.is_seen_by(client.person)]
        seen = max(0, client.state.seq - self.chance.randrange(5))
        self.keys += 1
        for _ in range(4):
            operation = wishes.on(self.chance, known, seen=seen)
            if client.role == Role.LEAD and self.chance.random() < 0.1:
                operation = self.chance.choice([wishes.phase, wishes.rules])(self.chance, [], 0)
            if operation.name == "create_piece" and len(known) > self.most:
                operation = wishes.delete(self.chance, known, seen)
            if client.wish(operation, f"key-{self.keys}"):
                break

    def send(self, number: int) -> None:
        client, line = self.clients[number], self.lines[number]
        if client.online:
            line.commands += [(one.key, one.operation) for one in client.to_send()]

    def serve(self, number: int) -> None:
        """The server does the next command of a connection; its answer may get lost with the line."""
        line = self.lines[number]
        if line.commands:
            key, operation = line.commands.popleft()
            answer = self.server.do(self.clients[number].person, key, operation)
            line.back.append(("answer", (key, answer)))
            if self.chance.random() < 0.05:
                line.commands.append((key, operation))

    def serve_stale(self, number: int) -> None:
        """What was sent on a line that broke arrives after all."""
        if self.stale:
            person, (key, operation) = self.stale.pop(self.chance.randrange(len(self.stale)))
            self.server.do(person, key, operation)
            self.counts["stale"] += 1

    def push(self, number: int) -> None:
        client, line = self.clients[number], self.lines[number]
        if client.online and line.told < len(self.server.log):
            frame = self.server.since(client.person, line.told)
            line.told = frame["to"]
            line.back += [("frame", frame)] * (2 if self.chance.random() < 0.1 else 1)

    def deliver(self, number: int) -> None:
        """Something arrives, now and then not the first, or it is lost and asked for later."""
        client, line = self.clients[number], self.lines[number]
        if not client.online or not line.back:
            return
        at = 0 if self.chance.random() < 0.8 else self.chance.randrange(len(line.back))
        what, said = line.back.pop(at)
        if what == "answer":
            client.answered(*said)
        elif self.chance.random() < 0.1:
            self.counts["lost frames"] += 1
        elif not client.take(said, self.server):
            self.counts["gaps"] += 1
            client.take(self.server.since(client.person, client.state.seq), self.server)

    def lose_line(self, number: int) -> None:
        client, line = self.clients[number], self.lines[number]
        client.online = False
        late = [one for one in line.commands if self.chance.random() < 0.4]
        self.stale += [(client.person, one) for one in late]
        self.lines[number] = Line()
        self.counts["lines lost"] += 1

    def go_away(self, number: int) -> None:
        """A long time without a line, in which its person goes on working."""
        self.lose_line(number)
        self.away[number] = self.tick + self.chance.randrange(200, 1500)

    def come_back(self, number: int) -> None:
        if not self.clients[number].online and self.tick >= self.away.get(number, 0):
            self.connect(self.clients[number])

    def reload(self, number: int) -> None:
        """A tab is closed and opened: what waits was kept, what was confirmed is loaded anew."""
        self.lose_line(number)
        self.clients[number].load(self.server)
        self.connect(self.clients[number])

    def change_role(self, number: int) -> None:
        person = self.chance.choice([2, 3, 4, 5, 6])
        role = self.chance.choice([Role.MEMBER] * 3 + [Role.HOST, Role.OBSERVER])
        self.server.roles[person] = role
        for client in self.clients:
            if client.person == person and client.online:
                client.role = role

    def crash(self, number: int) -> None:
        """What was committed stays, and every answer that was on its way is lost."""
        for line in self.lines:
            if line.commands and self.chance.random() < 0.5:
                at = self.lines.index(line)
                key, operation = line.commands.popleft()
                self.server.do(self.clients[at].person, key, operation)
                self.counts["committed without an answer"] += 1
        for at in range(len(self.clients)):
            self.lose_line(at)

    def connect(self, client: Client) -> None:
        """The page catches up first, or loads anew; then it sends again what was not answered."""
        number = next(at for at, one in enumerate(self.clients) if one is client)
        client.online, client.role = True, self.server.roles[client.person]
        if client.is_too_far_behind(self.server):
            self.counts["loaded anew"] += 1
            client.load(self.server)
        line = self.lines[number] = Line(told=client.state.seq)
        line.commands += [(one.key, one.operation) for one in client.sent_before()]

    # ---- the end -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Everybody has a line at last, and all that waits is done."""
        while self.stale:
            self.serve_stale(0)
        self.away.clear()
        for _ in range(1000):
            for number, client in enumerate(self.clients):
                self.come_back(number)
                self.send(number)
                while self.lines[number].commands:
                    self.serve(number)
                for what, said in self.lines[number].back:
                    if what == "answer":
                        client.answered(*said)
                self.lines[number].back.clear()
            for client in self.clients:
                while client.state.seq < len(self.server.log):
                    client.take(self.server.since(client.person, client.state.seq), self.server)
            if not any(client.waiting for client in self.clients):
                return
        raise AssertionError([client.waiting for client in self.clients if client.waiting])

    def check(self) -> None:
        again = self.server.replayed()
        assert looks(again.pieces) == looks(self.server.state.pieces)
        assert (again.totals, again.round, again.live) == (
            self.server.state.totals,
            self.server.state.round,
            self.server.state.live,
        )
        for client in self.clients:
            self._check_client(client)
        self._check_once()

    def _check_client(self, client: Client) -> None:
        """Its screen shows what the server has for this person, and nothing else."""
        shot = self.server.snapshot(client.person)
        shown = {n: p for n, p in client.view().pieces.items() if p.is_live}
        assert looks(shown) == looks(shot["pieces"])
        mine = {b: n for b, n in client.state.dots.items() if n}
        assert mine == shot["dots"]
        assert (
            client.state.phase,
            client.state.rules,
            client.state.round,
            client.state.totals,
        ) == (
            shot["phase"],
            shot["rules"],
            shot["round"],
            shot["totals"],
        )

    def _check_once(self) -> None:
        """Each operation stands in the log once, or its author was told why not."""
        done = Counter(self.server.answers)
        logged = Counter((one.by, one.data["key"]) for one in self.server.log if one.data["key"])
        assert set(logged) == set(done)
        for client in self.clients:
            for key in client.made:
                is_done = (client.person, key) in done
                assert is_done or key in client.refusals, key
                assert key not in client.acked or is_done
        self.counts["done"] += len(done)
        self.counts["refused"] += sum(len(client.refusals) for client in self.clients)

    def _watching(self, client: Client) -> Any:
        """Whatever comes to a browser was meant for its person."""

        def seen(one: Logged, now: list[Piece]) -> None:
            assert one.person in (None, client.person)
            assert all(piece.is_seen_by(client.person) for piece in now)

        return seen


def looks(pieces: dict[str, Piece]) -> dict[str, Any]:
    return {name: msgspec.to_builtins(piece) for name, piece in pieces.items()}
