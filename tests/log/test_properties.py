"""Whatever is asked in whatever order: numbers without gaps, every key once, readers miss nothing."""

from __future__ import annotations

import os
import random
import threading
from concurrent.futures import Future
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from polylogue.kit.refusals import NotAllowed
from polylogue.log import reading, redaction, writer
from polylogue.log.intents import Broken, Intent, KeyReused, Receipt
from polylogue.log.models import Entry, Stream
from polylogue.people.models import User
from tests.log import laws
from tests.log.scenes import answered, append, command, open_stream
from tests.support.cast import new_key

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
STREAMS = 3
calm = {
    "deadline": None,
    "derandomize": not LONG,
    "database": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
places = st.sets(st.integers(0, STREAMS - 1), min_size=1)
fates = st.sampled_from(["kept", "kept", "kept", "refused", "failed"])


def intend(
    person: User, streams: list[Stream], text: str, key: str, *, fate: str, hot: bool = False
) -> Intent:
    """Says the text once in each stream, then ends as fate wants it."""

    def act() -> str:
        for stream in streams:
            append(stream, person, text)
        if fate == "refused":
            raise NotAllowed
        if fate == "failed":
            raise ArithmeticError(text)
        return text

    lane = streams[0].pk
    return command(person, act, *streams, key=key, content=text, hot=hot, lane=lane)


class LogMachine(RuleBasedStateMachine):
    """Commands are submitted without waiting; now and then everything is waited for and compared."""

    keys: Bundle[Any] = Bundle("keys")

    @initialize()
    def begin(self) -> None:
        self.person = User.objects.create(display_name="Machine")
        self.streams = [open_stream(self.person) for _ in range(STREAMS)]
        self.tails = [laws.Tail(stream.pk) for stream in self.streams]
        self.waiting: list[tuple[str, str, set[int], str, Future[Receipt]]] = []
        self.done: dict[str, tuple[str, set[int], Receipt]] = {}
        self.never: set[str] = set()
        self.redacted: set[tuple[int, int]] = set()

    def submit(self, key: str, text: str, at: set[int], fate: str, *, hot: bool = False) -> None:
        streams = [self.streams[n] for n in sorted(at, reverse=True)]
        intent = intend(self.person, streams, text, key, fate=fate, hot=hot)
        self.waiting.append((key, text, at, fate, writer.submit(intent)))

    @rule(target=keys, at=places, fate=fates, hot=st.booleans())
    def say(self, at: set[int], fate: str, hot: bool) -> Any:
        key = new_key()
        self.submit(key, f"text of {key}", at, fate, hot=hot)
        return (key, at) if fate == "kept" else multiple()

    @rule(known=keys)
    def retry(self, known: tuple[str, set[int]]) -> None:
        key, at = known
        self.submit(key, f"text of {key}", at, "kept")

    @rule(known=keys)
    def reuse(self, known: tuple[str, set[int]]) -> None:
        """The same key for something else, after it was done for the first time."""
        self.settle()
        key, at = known
        self.submit(key, f"another text for {key}", at, "reused")

    @rule(n=st.integers(0, STREAMS - 1))
    def read(self, n: int) -> None:
        self.tails[n].look()

    @rule(known=consumes(keys), n=st.integers(0, STREAMS - 1))
    def redact(self, known: tuple[str, set[int]], n: int) -> None:
        self.settle()
        stream, seq = laws.place(self.done[known[0]][2])
        act = lambda: redaction.redact(stream, seq, by=self.person.pk)  # noqa: E731
        writer.run(command(self.person, act, Stream(pk=stream), lane=stream))
        self.redacted.add((stream, seq))

    @rule()
    def settle(self) -> None:
        waiting, self.waiting = self.waiting, []
        for key, text, at, fate, future in waiting:
            self.compare(key, text, at, fate, answered(future))

    def compare(self, key: str, text: str, at: set[int], fate: str, answer: Any) -> None:
        if fate == "kept":
            assert isinstance(answer, Receipt), answer
            assert answer.again == (key in self.done)
            first = self.done.setdefault(key, (text, at, answer))[2]
            assert laws.place(answer) == laws.place(first)
            assert answer.result == text
        else:
            wanted = {"refused": NotAllowed, "failed": Broken, "reused": KeyReused}[fate]
            assert isinstance(answer, wanted)
            self.never.add(text)

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        if not self.waiting:
            assert all(laws.is_gap_free(stream.pk) for stream in self.streams)

    def teardown(self) -> None:
        self.settle()
        ids = [stream.pk for stream in self.streams]
        found: dict[str, list[tuple[int, int]]] = {}
        for entry in Entry.objects.filter(stream__in=ids):
            if "text" in entry.data:
                found.setdefault(entry.data["text"], []).append((entry.stream_id, entry.seq))
        for text, at, receipt in self.done.values():
            stands = set(found.pop(text, []))
            assert laws.place(receipt) in stands | self.redacted
            assert {stream for stream, _ in stands | ({laws.place(receipt)} & self.redacted)} == {
                ids[n] for n in at
            }
            assert len(stands - self.redacted) == len(at) - (laws.place(receipt) in self.redacted)
        assert found == {}
        for tail in self.tails:
            tail.look()
            assert tail.saw_everything()


def test_any_interleaving_of_commands_keeps_the_log_whole(transactional_db):
    examples, steps = (200, 50) if LONG else (40, 30)
    run_state_machine_as_test(
        LogMachine, settings=settings(max_examples=examples, stateful_step_count=steps, **calm)
    )


scripts = st.lists(
    st.lists(st.tuples(places, fates, st.integers(0, 9)), min_size=1, max_size=12),
    min_size=2,
    max_size=4,
)


def test_threads_that_share_streams_and_keys_keep_the_log_whole(transactional_db):
    """Every thread uses its own script; a low number is a key that another may use as well."""

    @settings(max_examples=200 if LONG else 25, **calm)
    @given(scripts)
    def run(scripts: list[list[tuple[set[int], str, int]]]) -> None:
        person = User.objects.create(display_name="Many")
        streams = [open_stream(person) for _ in range(STREAMS)]
        tails = [laws.Tail(stream.pk) for stream in streams]
        answers: list[tuple[str, Any]] = []
        over = threading.Event()

        def write(script: list[tuple[set[int], str, int]]) -> None:
            for at, fate, number in script:
                key = f"shared-key-{number}" if number < 4 else new_key()
                chosen = [streams[n] for n in at]
                text = f"text of {key}"
                answers.append(
                    (key, answered(writer.submit(intend(person, chosen, text, key, fate=fate))))
                )
            connection.close()

        def tail() -> None:
            while not over.wait(0.002):  # else it would hold the interpreter most of the time
                for one in tails:
                    one.look()
            connection.close()

        reader = threading.Thread(target=tail)
        writers = [threading.Thread(target=write, args=(script,)) for script in scripts]
        for thread in [reader, *writers]:
            thread.start()
        for thread in writers:
            thread.join()
        over.set()
        reader.join()
        _check(person, streams, tails, answers)

    run()


def _check(
    person: User,
    streams: list[Stream],
    tails: list[laws.Tail],
    answers: list[tuple[str, Any]],
) -> None:
    ids = [stream.pk for stream in streams]
    kept = laws.kept_commands(person.pk)
    assert all(laws.is_gap_free(stream) for stream in ids)
    for key, answer in answers:
        if isinstance(answer, Receipt):
            assert laws.place(answer) == kept[key]
            assert kept[key] in laws.places_of(f"text of {key}", ids)
        else:
            assert isinstance(answer, (NotAllowed, Broken))
    said = [e.data["text"] for e in Entry.objects.filter(stream__in=ids)]
    assert {f"text of {key}" for key in kept if kept[key][0]} == set(said)
    for stream in ids:
        here = [e.data["text"] for e in Entry.objects.filter(stream=stream)]
        assert len(here) == len(set(here))
    for tail in tails:
        tail.look()
        assert tail.saw_everything()


def test_readers_of_any_slice_find_the_same_entries(transactional_db, ben):
    stream = open_stream(ben)
    for n in range(60):
        writer.run(command(ben, lambda n=n: append(stream, ben, f"{n}"), stream))

    @settings(max_examples=50, **calm)
    @given(st.randoms(use_true_random=False))
    def run(chance: random.Random) -> None:
        after = chance.randint(0, 60)
        to = chance.randint(after, 70)
        found = reading.ranges({stream.pk: (after, to)})
        assert [entry.seq for entry in found] == list(range(after + 1, min(to, 60) + 1))
        assert [e.seq for e in reading.before(stream.pk, to, 7)] == list(
            range(max(1, min(to, 61) - 7), min(to, 61))
        )

    run()
