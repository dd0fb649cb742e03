"""The judge of every fault test: what was promised, held against what clients, log and transcript have.

It reads the database by plain SQL and the clients by what came over the wire, so that no code of
the product can excuse itself. Its rules C1 to C11 are explained in docs/testing.md; C11 has
a file of its own, checker_rounds.py.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from polylogue.client import Client
from tests.support import checker_rounds, opening
from tests.support.house import House

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
POSTED = "chat.message_posted"
LOST, DUPLICATED, REORDERED, DIVERGENT = "lost", "duplicated", "reordered", "divergent"
Place = tuple[int, int]


class Problem(NamedTuple):
    rule: str
    harm: str
    text: str


@dataclass
class Verdict:
    """What the checker found. `str()` is the one line that a fault test prints."""

    faults: str
    commands: int = 0
    acknowledged: int = 0
    forgotten: int = 0
    problems: list[Problem] = field(default_factory=list)

    def found(self, rule: str, harm: str, text: str) -> None:
        self.problems.append(Problem(rule, harm, text))

    @property
    def rules(self) -> set[str]:
        return {problem.rule for problem in self.problems}

    def __str__(self) -> str:
        harms = Counter(problem.harm for problem in self.problems)
        counts = ", ".join(
            f"{harm} {harms[harm]}" for harm in (LOST, DUPLICATED, REORDERED, DIVERGENT)
        )
        commands = f"commands {self.commands}, acknowledged {self.acknowledged}"
        return f"faults: {self.faults}; {commands}; {counts}; other {self._others(harms)}"

    def _others(self, harms: Counter[str]) -> int:
        return sum(
            n for harm, n in harms.items() if harm not in (LOST, DUPLICATED, REORDERED, DIVERGENT)
        )

    def explain(self) -> str:
        lines = [f"{p.rule} {p.harm}: {p.text}" for p in self.problems[:40]]
        return "\n".join([str(self), *lines])


@dataclass
class Asked:
    """One command as its client knows it."""

    key: str
    by: int
    name: str
    args: dict[str, Any]
    sent: float
    answered: float | None = None
    ok: dict[str, Any] | None = None
    error: str | None = None

    def was_answered_in(self, spans: Iterable[tuple[float, float]]) -> bool:
        return self.answered is not None and any(a < self.answered < b for a, b in spans)


@dataclass
class Row:
    """One entry as the database has it."""

    stream: int
    seq: int
    kind: str
    by: int
    audience: str
    person: int | None
    data: dict[str, Any]
    text: str | None = None
    is_changed: bool = False


class Evidence:
    """Everything the rules look at, read once."""

    def __init__(
        self,
        house: House,
        clients: list[Client],
        transcript: tuple[str, str],
        forgotten: Iterable[tuple[float, float]],
        every_form: bool,
    ) -> None:
        self.house, self.clients = house, clients
        self.people: dict[str, int] = house.facts["people"]
        rooms = {stream for (stream,) in house.query("SELECT stream_id FROM rooms_room")}
        self.streams = {house.facts["dialogue"], *rooms}
        self.heads = {s: head for s, head in house.heads().items() if s in self.streams}
        self.rows = _rows(house)
        self.messages = _messages(house)
        for place, (text, is_changed) in self.messages.items():
            if place in self.rows:
                self.rows[place].text, self.rows[place].is_changed = text, is_changed
        self.by_key: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in self.rows.values():
            if row.kind == POSTED:
                self.by_key[row.by, row.data["key"]].append(row)
        asked = [asked for client in clients for asked in _asked(client, self.who(client))]
        self.asked = [one for one in asked if not one.was_answered_in(forgotten)]
        self.forgotten = len(asked) - len(self.asked)
        self.attachments = house.query(
            "SELECT stream_id, person_id, since_seq, until_seq FROM rooms_attachment"
        )
        self.jsonl, self.markdown = transcript
        self.forms = house.forms() if every_form else {}
        self._came: dict[tuple[int, int], list[dict[str, Any]]] = {}

    def who(self, client: Client) -> int:
        return self.people[client.name]  # type: ignore[attr-defined]

    def came(self, client: Client, stream: int) -> list[dict[str, Any]]:
        """All entries of a stream that a client got, in that order."""
        place = id(client), stream
        if place not in self._came:
            epoch = client.streams[stream].epoch
            self._came[place] = _as_they_came(client, stream, epoch)
        return self._came[place]


async def check(
    house: House,
    clients: Iterable[Client],
    faults: str,
    *,
    forgotten: Iterable[tuple[float, float]] = (),
    every_form: bool = LONG,
) -> Verdict:
    """Holds every rule; call it when the load is over and clients had time to catch up.

    What was acknowledged in a `forgotten` span, between a backup and its restore, is not promised.
    `every_form`: the transcript is opened in all that it can be had in, which takes a while.
    """
    clients = list(clients)
    house.hand  # noqa: B018 - it comes while the clients catch up
    await house.settled(clients)
    fresh = await _fresh(house, clients)
    transcript = await asyncio.to_thread(house.transcript)
    evidence = await asyncio.to_thread(Evidence, house, clients, transcript, forgotten, every_form)
    acknowledged = sum(asked.ok is not None for asked in evidence.asked)
    verdict = Verdict(faults, len(evidence.asked), acknowledged, evidence.forgotten)
    for rule in (commands_kept, numbers, order, views, transcripts, reach):
        rule(evidence, verdict)
    for client in fresh:
        fresh_pages(evidence, clients, client, verdict)
    await checker_rounds.check(house, clients, verdict)
    print(f"\n{verdict}", flush=True)
    return verdict


# ---- reading -----------------------------------------------------------------------------------


def _rows(house: House) -> dict[Place, Row]:
    found = house.query(
        "SELECT stream_id, seq, kind, actor_id, audience, person_id, data FROM log_entry"
    )
    rows = (Row(*row[:6], data=_json(row[6])) for row in found)
    return {(row.stream, row.seq): row for row in rows}


def _messages(house: House) -> dict[Place, tuple[str, bool]]:
    found = house.query("SELECT stream_id, seq, text, edited_at, deleted_at FROM chat_message")
    return {(s, seq): (text, bool(edited or deleted)) for s, seq, text, edited, deleted in found}


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _asked(client: Client, person: int) -> list[Asked]:
    asked: dict[str, Asked] = {}
    for at, what, frame in client.diary.moments:
        key = frame.get("key")
        if what == "sent" and frame["t"] == "do" and key not in asked:
            asked[key] = Asked(key, person, frame["name"], frame["args"], at)
        elif what == "ok" and key in asked and asked[key].ok is None:
            asked[key].ok, asked[key].answered = frame, at
        elif what == "error" and key in asked and not frame.get("retry_ms"):
            asked[key].error, asked[key].answered = frame["code"], at
    return list(asked.values())


async def _fresh(house: House, clients: list[Client]) -> list[Client]:
    """Somebody who opens the page only now, and somebody who was away for the last few entries."""
    if not any(client.gone is None for client in clients):
        return []
    new, away = house.client("mia", from_start=True), house.client("mia", streams=())
    await asyncio.gather(new.open(), away.open())
    for number, head in house.heads().items():
        if number in new.streams:
            await away.follow(number, max(0, head - 60))
    await house.settled([new, away])
    return [new, away]


# ---- C1, C2, C3 --------------------------------------------------------------------------------


def commands_kept(evidence: Evidence, verdict: Verdict) -> None:
    for asked in evidence.asked:
        if asked.name == "chat.post_message":
            _message_kept(evidence, asked, verdict)
        elif asked.ok and asked.ok.get("seq"):
            row = evidence.rows.get((asked.ok["stream"], asked.ok["seq"]))
            told = {asked.args["stream"], evidence.house.facts["dialogue"]}
            if row is None or row.by != asked.by or row.stream not in told:
                verdict.found("C1", LOST, f"{asked.name} {asked.key} is not where its ok said")
    for (by, key), rows in evidence.by_key.items():
        if len(rows) > 1:
            places = [(row.stream, row.seq) for row in rows]
            verdict.found("C2", DUPLICATED, f"key {key} of {by} is at {places}")


def _message_kept(evidence: Evidence, asked: Asked, verdict: Verdict) -> None:
    rows = evidence.by_key.get((asked.by, asked.key), [])
    if asked.ok:
        promised = (asked.ok["stream"], asked.ok["seq"])
        if promised not in {(row.stream, row.seq) for row in rows}:
            verdict.found(
                "C1", LOST, f"{asked.key} was acknowledged at {promised} and is not there"
            )
        elif promised[0] != asked.args["stream"]:
            verdict.found("C1", DIVERGENT, f"{asked.key} was meant for another stream")
        elif not (row := evidence.rows[promised]).is_changed and row.text != asked.args["text"]:
            verdict.found("C1", DIVERGENT, f"{asked.key} says {row.text!r} in the database")
    elif asked.error and rows:
        verdict.found("C3", DUPLICATED, f"{asked.key} was refused ({asked.error}) and is there")


# ---- C4 ----------------------------------------------------------------------------------------


def numbers(evidence: Evidence, verdict: Verdict) -> None:
    seqs: dict[int, set[int]] = defaultdict(set)
    for stream, seq in evidence.rows:
        seqs[stream].add(seq)
    for stream, head in evidence.heads.items():
        if seqs[stream] != set(range(1, head + 1)):
            odd = sorted(seqs[stream] ^ set(range(1, head + 1)))[:10]
            verdict.found("C4", LOST, f"stream {stream} has head {head}, holes or extras at {odd}")


# ---- C5 ----------------------------------------------------------------------------------------


def views(evidence: Evidence, verdict: Verdict) -> None:
    for client in evidence.clients:
        for number, stream in client.streams.items():
            _view(evidence, client, number, stream, verdict)


def _view(evidence: Evidence, client: Client, number: int, stream: Any, verdict: Verdict) -> None:
    name, head = client.name, evidence.heads.get(number, 0)  # type: ignore[attr-defined]
    came = evidence.came(client, number)
    seqs = [item["seq"] for item in came]
    for earlier, later in pairwise(seqs):
        if later == earlier:
            verdict.found("C5", DUPLICATED, f"{name} got {number}:{later} twice")
        elif later < earlier:
            story = _story(client, number, later)
            verdict.found("C5", REORDERED, f"{name} got {number}:{later} after {earlier}; {story}")
    if stream.seq > head:
        verdict.found("C5", DIVERGENT, f"{name} is at {number}:{stream.seq}, beyond head {head}")
    start = 0 if client.from_start else min(seqs, default=head + 1) - 1
    has = {item["seq"] for item in stream.items}
    end = head if stream.is_live and client.gone is None else stream.seq
    for seq in range(start + 1, end + 1):
        row = evidence.rows.get((number, seq))
        if row and seq not in has and _is_for(evidence, row, evidence.who(client)):
            verdict.found("C5", LOST, f"{name} does not have {number}:{seq}")
    for item in came:
        _same(evidence, name, number, item, verdict)


def _as_they_came(client: Client, stream: int, epoch: str) -> list[dict[str, Any]]:
    """All entries of a stream that came over the wire, in that order.

    Not counted is what the client did not take because it left a gap, and what it had already
    when it asked for a place again; anything else that comes a second time does count.
    """
    came: list[dict[str, Any]] = []
    reached = server_at = -1
    asked_from: Counter[int] = Counter()
    for _, what, frame in client.diary.moments:
        if what == "sent":
            asked_from.update(_cursors(frame, stream))
        elif what == "moved" and frame["stream"] == stream:
            asked_from[frame["after"]] += 1
        elif what in {"entries", "fetched"} and (frame["stream"], frame["epoch"]) == (
            stream,
            epoch,
        ):
            after = frame["from"] - 1
            is_asked_for = what == "fetched" or after == server_at or asked_from[after] > 0
            if after <= reached or reached < 0:
                had = reached if is_asked_for else 0
                came += [item for item in frame["items"] if item["seq"] > had]
                reached = max(reached, frame["to"])
            if what == "entries":
                if after != server_at:
                    asked_from[after] -= 1
                server_at = frame["to"]
    return came


def _story(client: Client, stream: int, seq: int) -> str:
    """What went to and fro for a stream around the second time that an entry came."""
    told: list[str] = []
    times = 0
    for _, what, frame in client.diary.moments:
        if what in {"entries", "fetched"} and frame["stream"] == stream:
            told.append(f"{what} {frame['from']}-{frame['to']}")
            times += frame["from"] <= seq <= frame["to"]
        elif what == "sent" and (asked := _cursors(frame, stream)):
            told.append(f"{frame['t']} {asked}")
        elif what in {"lost", "welcome", "resync", "bye"}:
            told.append(what)
        if times > 1:
            break
    return " > ".join(told[-12:])


def _cursors(frame: dict[str, Any], stream: int) -> list[int]:
    """The places of a stream from which a frame asks for entries."""
    cursors = frame.get("cursors", []) if frame["t"] == "hello" else [frame.get("cursor")]
    return [c["seq"] for c in cursors if c and c["stream"] == stream]


def _same(
    evidence: Evidence, name: str, stream: int, item: dict[str, Any], verdict: Verdict
) -> None:
    row = evidence.rows.get((stream, item["seq"]))
    if row is None:
        verdict.found("C5", DIVERGENT, f"{name} has {stream}:{item['seq']}, which does not exist")
        return
    same = (row.kind, row.by) == (item["kind"], item["by"])
    if row.kind == POSTED and not row.is_changed:
        same = same and row.text == item["data"].get("text")
    if not same:
        verdict.found("C5", DIVERGENT, f"{name} has something else at {stream}:{item['seq']}")


# ---- C6 ----------------------------------------------------------------------------------------


def order(evidence: Evidence, verdict: Verdict) -> None:
    """What was acknowledged before something was sent stands before it."""
    for stream in evidence.heads:
        done = sorted(
            (a.answered, a.ok["seq"])
            for a in evidence.asked
            if a.ok and a.ok.get("stream") == stream and a.ok.get("seq")
        )
        times = [at for at, _ in done]
        highest, highest_until = 0, []
        for _, seq in done:
            highest = max(highest, seq)
            highest_until.append(highest)
        for asked in evidence.asked:
            if asked.ok and asked.ok.get("stream") == stream and asked.ok.get("seq"):
                before = bisect_left(times, asked.sent)
                if before and highest_until[before - 1] >= asked.ok["seq"]:
                    text = f"{stream}:{asked.ok['seq']} was sent after {highest_until[before - 1]} was acknowledged"
                    verdict.found("C6", REORDERED, text)


# ---- C7 ----------------------------------------------------------------------------------------


def fresh_pages(evidence: Evidence, clients: list[Client], fresh: Client, verdict: Verdict) -> None:
    """What a client made of what it heard is what a page shows that is opened now."""
    truth = _truth(evidence)
    for number in fresh.streams:
        for item in evidence.came(fresh, number):
            shown = truth.get((number, item["seq"]))
            if shown and shown["text"] != item["data"].get("text"):
                verdict.found(
                    "C7", DIVERGENT, f"a newcomer is shown {number}:{item['seq']} as it was"
                )
    for client in [*clients, fresh]:
        for number, stream in client.streams.items():
            if not stream.is_live or client.gone:
                continue
            for seq, look in stream.look.items():
                wanted = truth.get((number, seq))
                if wanted and wanted != {name: look.get(name) for name in wanted}:
                    name = getattr(client, "name", "?") + (" (fresh)" if client is fresh else "")
                    verdict.found("C7", DIVERGENT, f"{name} shows {number}:{seq} as {look}")


def _truth(evidence: Evidence) -> dict[Place, dict[str, Any]]:
    """How each message must look now, from its row."""
    deleted = {
        (row.stream, row.data["message"])
        for row in evidence.rows.values()
        if row.kind == "chat.message_deleted"
    }
    return {
        place: {"deleted": True, "text": None} if place in deleted else {"text": text}
        for place, (text, _) in evidence.messages.items()
    }


# ---- C8 ----------------------------------------------------------------------------------------


def transcripts(evidence: Evidence, verdict: Verdict) -> None:
    _json_lines(evidence, verdict)
    places = [(int(s), int(n)) for s, n in re.findall(r"^`(\d+):(\d+)`", evidence.markdown, re.M)]
    _complete(evidence, places, "Markdown", verdict)
    for form, told in opening.volumes(evidence.forms).items():
        _complete(evidence, told, form, verdict)


def _json_lines(evidence: Evidence, verdict: Verdict) -> None:
    lines = [json.loads(line) for line in evidence.jsonl.splitlines()]
    entries = [line for line in lines if line["record"] == "entry"]
    _complete(evidence, [(e["stream"], e["seq"]) for e in entries], "JSON Lines", verdict)
    for entry in entries:
        row = evidence.rows.get((entry["stream"], entry["seq"]))
        text = entry["data"].get("text")
        if row and row.kind == POSTED and not row.is_changed and text != row.text:
            verdict.found("C8", DIVERGENT, f"JSON Lines have {text!r} at {row.stream}:{row.seq}")
        if row and row.is_changed and not ({"edited", "deleted"} & entry.keys()):
            verdict.found("C8", DIVERGENT, f"JSON Lines do not mark {row.stream}:{row.seq}")
    body = evidence.jsonl.splitlines(keepends=True)
    told = hashlib.sha256("".join(body[:-1]).encode()).hexdigest()
    if lines[-1]["record"] != "footer" or lines[-1]["sha256"] != told:
        verdict.found("C8", DIVERGENT, "JSON Lines do not end with their own hash")


def _complete(evidence: Evidence, places: list[Place], kind: str, verdict: Verdict) -> None:
    wanted = {
        place
        for place, row in evidence.rows.items()
        if row.audience != "person" and row.stream in evidence.streams
    }
    twice = [place for place, count in Counter(places).items() if count > 1]
    for place in sorted(wanted - set(places)):
        verdict.found("C8", LOST, f"{kind} lack {place}")
    for place in [*sorted(set(places) - wanted), *twice]:
        verdict.found("C8", DUPLICATED, f"{kind} have {place} too often")
    for stream in evidence.streams:
        seqs = [seq for s, seq in places if s == stream]
        if seqs != sorted(seqs):
            verdict.found("C8", REORDERED, f"{kind} tell stream {stream} out of order")


# ---- C9 ----------------------------------------------------------------------------------------


def reach(evidence: Evidence, verdict: Verdict) -> None:
    spans: dict[tuple[int, int], list[tuple[int, int | None]]] = defaultdict(list)
    for stream, person, since, until in evidence.attachments:
        spans[person, stream].append((since, until))
    for client in evidence.clients:
        _heard_only_theirs(evidence, client, spans, verdict)
    for row in evidence.rows.values():
        held = spans.get((row.by, row.stream), [])
        ends = [until for _, until in held if until is not None]
        if held and len(ends) == len(held) and row.seq > max(ends) and row.kind.startswith("chat."):
            verdict.found(
                "C9", "leaked", f"{row.by} acted at {row.stream}:{row.seq} after {max(ends)}"
            )


def _heard_only_theirs(evidence: Evidence, client: Client, spans: Any, verdict: Verdict) -> None:
    person = evidence.who(client)
    for number in client.streams:
        for item in evidence.came(client, number):
            place = (number, item["seq"])
            inside = any(
                since < item["seq"] and (until is None or item["seq"] <= until)
                for since, until in spans.get((person, number), [])
            )
            row = evidence.rows.get(place)
            if not inside or (row and not _is_for(evidence, row, person)):
                verdict.found("C9", "leaked", f"{client.name} got {place}")  # type: ignore[attr-defined]


def _is_for(evidence: Evidence, row: Row, person: int) -> bool:
    """By the roles of the stage; tests that change roles look at audiences themselves."""
    crew = {evidence.people[name] for name in ("ada", "ben", "mia")}
    return (
        row.audience == "everyone"
        or row.person == person
        or (row.audience == "crew" and person in crew)
    )


# ---- C10 ---------------------------------------------------------------------------------------


@dataclass
class Baseline:
    """What the server processes hold when nobody is there."""

    sockets: list[int]
    threads: list[int]
    files: list[int]


def holdings(house: House) -> Baseline:
    import psutil

    processes = [psutil.Process(server.process.pid) for server in house.servers]
    return Baseline(
        sockets=[server.sockets() for server in house.servers],
        threads=[process.num_threads() for process in processes],
        files=[process.num_fds() for process in processes],
    )


async def nothing_left(
    house: House, before: Baseline, verdict: Verdict, within: float = 20.0
) -> None:
    """After everybody left: sockets, threads, files and leases are back where they were."""
    mine = {c.welcome.get("socket") for c in house.clients if c.gone is None}
    await asyncio.gather(*[client.close() for client in house.clients])
    for _ in range(int(within * 2)):
        left = await asyncio.to_thread(_left, house, before, mine)
        if not left:
            return
        await asyncio.sleep(0.5)
    for what in left:
        verdict.found("C10", "left over", what)


def _left(house: House, before: Baseline, mine: set[Any]) -> list[str]:
    now = holdings(house)
    clock = "now()" if house.stage.postgres else "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    leases = house.query(f"SELECT socket FROM rooms_lease WHERE until > {clock}")
    left = [f"lease of {socket}" for (socket,) in leases if socket in mine]
    for name, was, slack in (
        ("sockets", before.sockets, 0),
        ("files", before.files, 12),
        ("threads", before.threads, 12),
    ):
        left += [
            f"{is_now} {name}, {had} at first"
            for is_now, had in zip(getattr(now, name), was, strict=True)
            if is_now > had + slack
        ]
    return left
