"""The one door for writes: commands that arrive while a transaction runs are committed together."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import msgspec
from django.conf import settings
from django.db import (
    DataError,
    IntegrityError,
    ProgrammingError,
    connection,
    transaction,
)
from django.db import Error as DatabaseFault

from polylogue.kit.refusals import Refusal
from polylogue.log import journal, rows
from polylogue.log.intents import Broken, Contended, Intent, KeyReused, Receipt, Unknown
from polylogue.log.journal import Unit, writing
from polylogue.log.models import Command

log = logging.getLogger("polylogue.writer")

BATCH_SIZE = 64
BATCH_SECONDS = 0.02
# When commands come close together, a lane lets some more arrive before it commits again.
REST_SECONDS = 0.01
CROWD_SECONDS = 0.1
ANSWER_SECONDS = 30.0
# After these the database has certainly kept nothing.
NOT_SAVED = (IntegrityError, DataError, ProgrammingError)

Ticket = tuple[Intent, "Future[Receipt]"]
Outcome = Receipt | Refusal
Grown = dict[int, tuple[int, int]]
_doorbells: list[Callable[[Grown], None]] = []


def on_commit_ring(doorbell: Callable[[Grown], None]) -> Callable[[Grown], None]:
    """Registers who is told, after each commit and after the answers, which streams grew."""
    _doorbells.append(doorbell)
    return doorbell


def submit(intent: Intent) -> Future[Receipt]:
    """Queues a command; the future gives its receipt, or raises the refusal, after the commit."""
    answer: Future[Receipt] = Future()
    if settings.WRITER_MODE == "inline":
        _write([(intent, answer)])
    else:
        _queue(intent.lane, (intent, answer))
    return answer


def run(intent: Intent) -> Receipt:
    """Does a command and waits for its commit; raises `Refusal` if it was not done."""
    try:
        return submit(intent).result(timeout=ANSWER_SECONDS)
    except TimeoutError:
        raise Unknown from None


def drain(seconds: float) -> None:
    """Stops the lanes after what they hold is written; used when the server leaves."""
    with _lanes_lock:
        lanes = list(_lanes.values())
        _lanes.clear()
        for lane in lanes:
            lane.inbox.put(None)
    end = time.monotonic() + seconds
    for lane in lanes:
        lane.join(max(0.0, end - time.monotonic()))


class Lane(threading.Thread):
    """A thread with its own connection; all commands of a dialogue go through the same one."""

    def __init__(self, number: int) -> None:
        super().__init__(name=f"writer-{number}", daemon=True)
        self.inbox: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self.crowded_until = 0.0

    def run(self) -> None:
        waiting: list[Ticket] = []
        leaving = False
        while not leaving or waiting:
            leaving = self._gather(waiting) or leaving
            if waiting:
                waiting = _write(waiting)
                self._rest()
        connection.close()

    def _rest(self) -> None:
        """Others came while this one wrote: they will again, and together they cost less.

        Whoever sends one command after the other, each when the last is answered, never waits.
        """
        now, queued = time.monotonic(), self.inbox.qsize()
        if queued:
            self.crowded_until = now + CROWD_SECONDS
        if now < self.crowded_until and queued < BATCH_SIZE:
            time.sleep(REST_SECONDS)

    def _gather(self, waiting: list[Ticket]) -> bool:
        """Takes what has arrived meanwhile; waits only if there is nothing. True: leave."""
        while len(waiting) < BATCH_SIZE:
            try:
                ticket = self.inbox.get(block=not waiting)
            except queue.Empty:
                break
            if ticket is None:
                return True
            waiting.append(ticket)
        return False


_lanes: dict[int, Lane] = {}
_lanes_lock = threading.Lock()


def _queue(dialogue: int, ticket: Ticket) -> None:
    """SQLite has one writer; PostgreSQL several, so that a blocked stream stops only its lane."""
    number = 0 if connection.vendor == "sqlite" else dialogue % settings.WRITER_LANES
    with _lanes_lock:
        if number not in _lanes or not _lanes[number].is_alive():
            _lanes[number] = Lane(number)
            _lanes[number].start()
        _lanes[number].inbox.put(ticket)


def _write(tickets: list[Ticket]) -> list[Ticket]:
    """Commits a batch and answers it; returns what the time limit left for the next one."""
    try:
        outcomes, grown = _transact([intent for intent, _ in tickets])
    except Exception as problem:
        if len(tickets) > 1:
            _write_one_by_one(tickets, problem)
            return []
        outcomes, grown = _once_more(tickets[0][0], problem)
    except BaseException:
        for _, answer in tickets:
            _answer(answer, Broken())
        raise
    for (_, answer), outcome in zip(tickets, outcomes, strict=False):
        _answer(answer, outcome)
    _ring(grown)
    return tickets[len(outcomes) :]


def _write_one_by_one(tickets: list[Ticket], problem: Exception) -> None:
    log.warning("batch of %d is run one by one: %s", len(tickets), problem)
    _forget_broken_connection()
    for ticket in tickets:
        _write([ticket])


def _once_more(intent: Intent, problem: Exception) -> tuple[list[Outcome], Grown]:
    """A second try on a healthy connection; its key makes a first try that did commit harmless."""
    _forget_broken_connection()
    if isinstance(problem, (DatabaseFault, Contended)):
        try:
            return _transact([intent])
        except Exception as again:
            problem = again
            _forget_broken_connection()
    return [_verdict(intent, problem)], {}


def _verdict(intent: Intent, problem: Exception) -> Refusal:
    """What is said of a command whose transaction ended by this problem."""
    if isinstance(problem, Refusal):
        return problem
    if isinstance(problem, (DatabaseFault, Contended)) and not isinstance(problem, NOT_SAVED):
        log.warning("command %s failed twice: %s", intent.key, problem)
        return Unknown()
    log.error("command %s of person %s failed", intent.key, intent.actor, exc_info=problem)
    return Broken()


def _forget_broken_connection() -> None:
    journal.forget()
    if not connection.in_atomic_block:
        connection.close()


def _transact(intents: list[Intent]) -> tuple[list[Outcome], Grown]:
    """Runs commands in one transaction; fewer outcomes than intents if the time was up."""
    unit = Unit()
    outcomes: list[Outcome] = []
    with writing(unit), transaction.atomic():
        declared = [_streams(intent) for intent in intents]
        unit.lock({stream for streams in declared for stream in streams})
        known = _known(intents)
        fresh: list[Command] = []
        end = time.monotonic() + BATCH_SECONDS
        for intent, streams in zip(intents, declared, strict=True):
            if outcomes and time.monotonic() > end:
                break
            kept = known.get((intent.actor, intent.key))
            if kept is None:
                outcome = _step(unit, intent, streams, alone=len(intents) == 1)
                if isinstance(outcome, Receipt) and not intent.secret:
                    kept = _command(intent, outcome)
                    known[intent.actor, intent.key] = kept
                    fresh.append(kept)
            else:
                outcome = _replay(intent, kept)
            outcomes.append(outcome)
        grown = unit.close()
        rows.insert(fresh)
    return outcomes, grown


def _streams(intent: Intent) -> tuple[int, ...]:
    return intent.streams() if callable(intent.streams) else intent.streams


def _known(intents: list[Intent]) -> dict[tuple[int, str], Command]:
    answered = rows.known([(intent.actor, intent.key) for intent in intents])
    found = Command.objects.filter(pk__in=list(answered)) if answered else []
    return {(command.actor_id, command.key): command for command in found}


def _replay(intent: Intent, kept: Command) -> Outcome:
    if kept.digest != intent.digest:
        return KeyReused()
    receipt = msgspec.convert(kept.result, Receipt)
    return msgspec.structs.replace(receipt, again=True)


def _step(unit: Unit, intent: Intent, streams: tuple[int, ...], *, alone: bool) -> Outcome:
    try:
        with unit.step(hot=intent.hot, alone=alone):
            if callable(intent.streams) and intent.streams() != streams:
                raise Contended
            said = msgspec.to_builtins(intent.act())
    except Refusal as refusal:
        return refusal
    except (DatabaseFault, Contended) as problem:
        if not (alone and isinstance(problem, IntegrityError)):
            raise
        log.exception("command %s of person %s broke a constraint", intent.key, intent.actor)
        return Broken()
    except Exception:
        log.exception("command %s of person %s failed", intent.key, intent.actor)
        return Broken()
    if unit.last is None:
        return Receipt(result=said)
    return Receipt(unit.last.stream_id, unit.last.seq, said)


def _command(intent: Intent, receipt: Receipt) -> Command:
    return Command(
        actor_id=intent.actor,
        key=intent.key,
        digest=intent.digest,
        root_id=intent.lane or None,
        result=msgspec.to_builtins(receipt),
    )


def _answer(answer: Future[Receipt], outcome: Outcome | Any) -> None:
    if not answer.set_running_or_notify_cancel():
        return
    if isinstance(outcome, Refusal):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def _ring(grown: Grown) -> None:
    if not grown:
        return
    for doorbell in _doorbells:
        try:
            doorbell(grown)
        except Exception:
            log.exception("a doorbell failed; readers will find the entries by polling")
