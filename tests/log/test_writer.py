"""The writer's promises: once, in order, answered after the commit and never wrongly."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from polylogue.log import journal, writer
from polylogue.log.intents import Broken, Intent, KeyReused, Receipt, Unknown
from polylogue.log.models import Command, Entry, Stream
from tests.log import scenes
from tests.log.scenes import PATIENCE, append, busy, command, say, seqs, texts, together


def test_a_command_is_answered_with_the_place_of_its_last_entry(stream, ben):
    def twice() -> str:
        append(stream, ben, "one")
        append(stream, ben, "two")
        return "done"

    assert writer.run(command(ben, twice, stream)) == Receipt(stream.pk, 2, "done")


def test_the_same_key_is_answered_again_and_not_done_again(stream, ben):
    first = writer.run(say(stream, ben, "once", key="key-00000001"))
    second = writer.run(say(stream, ben, "once", key="key-00000001"))
    assert (second.seq, second.again) == (first.seq, True)
    assert texts(stream) == ["once"]


def test_the_same_key_twice_in_one_batch_is_done_once(stream, ben):
    once, again = together(ben, *[say(stream, ben, "once", key="key-00000001") for _ in range(2)])
    assert (once.again, again.again, once.seq, again.seq) == (False, True, 1, 1)
    assert texts(stream) == ["once"]


def test_of_a_secret_command_no_answer_is_kept(stream, ben):
    """Not even alone or beside others; whoever gives it again is served by its action."""
    kept = set(Command.objects.values_list("key", flat=True))
    secret = Intent(
        act=lambda: append(stream, ben, "psst"),
        actor=ben.pk,
        streams=(stream.pk,),
        lane=0,
        key="key-secret-1",
        secret=True,
    )
    together(ben, secret, say(stream, ben, "aloud", key="key-00000001"), secret)
    assert writer.run(secret).again is False
    assert texts(stream) == ["psst", "aloud", "psst", "psst"]
    added = set(Command.objects.values_list("key", flat=True)) - kept
    assert "key-00000001" in added and "key-secret-1" not in added


def test_a_key_used_for_something_else_is_refused(stream, ben):
    writer.run(say(stream, ben, "this", key="key-00000001"))
    with pytest.raises(KeyReused):
        writer.run(say(stream, ben, "that", key="key-00000001"))
    assert texts(stream) == ["this"]


def test_two_people_may_use_the_same_key(stream, ben, cleo):
    writer.run(say(stream, ben, "ben's", key="key-00000001"))
    writer.run(say(stream, cleo, "cleo's", key="key-00000001"))
    assert texts(stream) == ["ben's", "cleo's"]


def test_a_refused_command_can_be_tried_again_with_its_key(stream, ben):
    tries = iter([Broken(), None])

    def act() -> None:
        append(stream, ben, "at last")
        if problem := next(tries):
            raise problem

    with pytest.raises(Broken):
        writer.run(command(ben, act, stream, key="key-00000001"))
    assert writer.run(command(ben, act, stream, key="key-00000001")).seq == 1


def test_the_same_key_in_two_lanes_at_once_is_done_once(ben, stream, other):
    for n in range(20):
        intents = [
            say(place, ben, f"{n}", key=f"key-{n:08}", lane=place.pk) for place in (stream, other)
        ]
        answers = [scenes.answered(a) for a in [writer.submit(intent) for intent in intents]]
        assert sorted(answer.again for answer in answers) == [False, True]
    assert len(texts(stream)) + len(texts(other)) == 20


def test_an_undeclared_stream_is_refused_and_nothing_is_kept(stream, other, ben):
    def stray() -> None:
        append(stream, ben, "declared")
        append(other, ben, "not declared")

    with pytest.raises(Broken):
        writer.run(command(ben, stray, stream))
    assert (texts(stream), texts(other)) == ([], [])


def test_streams_that_changed_before_they_were_locked_are_asked_for_again(stream, other, ben):
    says = iter([(stream.pk,), (stream.pk, other.pk)])
    now = (stream.pk, other.pk)
    intent = Intent(
        act=lambda: append(other, ben, "found"),
        actor=ben.pk,
        streams=lambda: next(says, now),
        lane=0,
    )
    assert writer.run(intent).stream == other.pk
    assert texts(other) == ["found"]


def test_streams_that_never_hold_still_are_answered_unknown(stream, ben):
    turns = iter(range(1, 100))
    intent = Intent(
        act=lambda: append(stream, ben, "never"),
        actor=ben.pk,
        streams=lambda: (stream.pk,) * next(turns),
        lane=0,
    )
    with pytest.raises(Unknown):
        writer.run(intent)
    assert texts(stream) == []


def test_streams_are_locked_dialogue_first_then_by_number(ben):
    staff = scenes.open_stream(ben, Stream.Rank.STAFF)
    rooms = [scenes.open_stream(ben, Stream.Rank.ROOM) for _ in range(3)]
    dialogue = scenes.open_stream(ben, Stream.Rank.DIALOGUE)
    locked: list[int] = []
    declared = [staff, *reversed(rooms), dialogue]
    writer.run(command(ben, lambda: locked.extend(journal.current().before), *declared))
    assert locked == [dialogue.pk, *[room.pk for room in rooms], staff.pk]


@pytest.mark.only("postgres")
def test_commands_that_name_streams_in_opposite_order_never_deadlock(stream, other, ben, caplog):
    answers = [
        writer.submit(command(ben, lambda: append(stream, ben, "x"), *pair, lane=pair[0].pk))
        for _ in range(100)
        for pair in [(stream, other), (other, stream)]
    ]
    assert all(isinstance(scenes.answered(answer), Receipt) for answer in answers)
    assert "deadlock" not in caplog.text


# ---- when the database fails -------------------------------------------------------------------


@pytest.fixture
def commits(monkeypatch):
    """A list of what the next commits do: "fail" before they commit, "lose" the answer after."""
    fates: list[str] = []
    real = BaseDatabaseWrapper._commit

    def commit(wrapper):
        fate = (
            fates.pop(0) if fates and threading.current_thread().name.startswith("writer") else ""
        )
        if fate != "fail":
            real(wrapper)
        if fate:
            raise OperationalError("the line was cut")

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", commit)
    monkeypatch.setattr(writer, "BATCH_SECONDS", PATIENCE)  # all of a batch, on a busy machine too
    return fates


def test_a_commit_that_fails_twice_is_answered_unknown(stream, ben, commits, rings):
    commits += ["fail", "fail"]
    with pytest.raises(Unknown):
        writer.run(say(stream, ben, "lost"))
    assert texts(stream) == []
    assert rings == []


def test_a_commit_whose_answer_was_lost_is_found_by_its_key(stream, ben, commits):
    commits.append("lose")
    receipt = writer.run(say(stream, ben, "there"))
    assert (receipt.seq, receipt.again) == (1, True)
    assert texts(stream) == ["there"]


def test_a_batch_whose_commit_failed_is_written_one_by_one_in_order(stream, ben, commits):
    with busy(ben):
        answers = [writer.submit(say(stream, ben, f"{n}")) for n in range(5)]
        commits += ["", "fail"]
    assert [scenes.answered(answer).seq for answer in answers] == [1, 2, 3, 4, 5]
    assert texts(stream) == list("01234")


def test_a_batch_whose_commit_was_lost_is_not_written_twice(stream, ben, commits):
    with busy(ben):
        answers = [writer.submit(say(stream, ben, f"{n}")) for n in range(5)]
        commits += ["", "lose"]
    assert [scenes.answered(answer).again for answer in answers] == [True] * 5
    assert texts(stream) == list("01234")


def test_whoever_waits_too_long_is_told_unknown(stream, ben, monkeypatch):
    monkeypatch.setattr(writer, "ANSWER_SECONDS", 0.05)
    with busy(ben), pytest.raises(Unknown):
        writer.run(say(stream, ben, "late"))
    monkeypatch.setattr(writer, "ANSWER_SECONDS", PATIENCE)
    writer.run(say(stream, ben, "next"))
    assert texts(stream) == ["late", "next"]


@pytest.mark.only("postgres")
def test_a_connection_cut_in_the_middle_of_a_command_is_replaced(stream, ben):
    from tests.support.backend import chosen

    cuts = iter([True])

    def cut() -> None:
        append(stream, ben, "whole")
        if next(cuts, False):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (pid,) = cursor.fetchone()
            chosen.postgres.sql(f"SELECT pg_terminate_backend({pid})")
            Stream.objects.count()

    assert writer.run(command(ben, cut, stream)).seq == 1
    assert texts(stream) == ["whole"]


# ---- batches, order, leaving -------------------------------------------------------------------


def test_what_arrives_during_a_transaction_is_committed_together(stream, ben, rings, monkeypatch):
    monkeypatch.setattr(writer, "BATCH_SECONDS", PATIENCE)
    together(ben, *[say(stream, ben, f"{n}", hot=True) for n in range(50)])
    assert rings == [{stream.pk: (0, 50)}]
    assert seqs(stream) == list(range(1, 51))


def test_the_time_limit_leaves_the_rest_for_the_next_batch(stream, ben, rings, monkeypatch):
    monkeypatch.setattr(writer, "BATCH_SECONDS", -1.0)
    together(ben, *[say(stream, ben, f"{n}") for n in range(3)])
    assert rings == [{stream.pk: (n, n + 1)} for n in range(3)]
    assert texts(stream) == ["0", "1", "2"]


def test_a_batch_holds_at_most_its_size(stream, ben, rings, monkeypatch):
    monkeypatch.setattr(writer, "BATCH_SECONDS", PATIENCE)
    together(ben, *[say(stream, ben, "x", hot=True) for _ in range(writer.BATCH_SIZE + 1)])
    assert rings == [{stream.pk: (0, 64)}, {stream.pk: (64, 65)}]


def test_the_commands_of_one_client_are_written_in_the_order_sent(stream, ben):
    answers = [writer.submit(say(stream, ben, f"{n}", hot=n % 3 == 0)) for n in range(150)]
    assert [scenes.answered(answer).seq for answer in answers] == list(range(1, 151))
    assert texts(stream) == [f"{n}" for n in range(150)]


def test_draining_writes_what_the_lanes_hold(stream, ben):
    with busy(ben):
        answers = [writer.submit(say(stream, ben, f"{n}")) for n in range(100)]
        leaving = threading.Thread(target=writer.drain, args=(PATIENCE,))
        leaving.start()
    leaving.join(PATIENCE)
    assert all(answer.done() for answer in answers)
    assert len(texts(stream)) == 100


def test_a_command_that_comes_while_draining_is_answered_too(stream, ben):
    answers = []
    for n in range(30):
        leaving = threading.Thread(target=writer.drain, args=(PATIENCE,))
        leaving.start()
        answers.append(writer.submit(say(stream, ben, f"{n}")))
        leaving.join(PATIENCE)
    assert sorted(scenes.answered(answer).seq for answer in answers) == list(range(1, 31))


def test_the_doorbell_is_rung_after_commit_and_answer(stream, ben, monkeypatch):
    heard: list[tuple[bool, int]] = []
    answers = []
    ring = lambda grown: heard.append((answers[0].done(), len(texts(stream))))  # noqa: E731
    monkeypatch.setattr(writer, "_doorbells", [ring])
    with busy(ben):
        answers.append(writer.submit(say(stream, ben, "ding")))
    scenes.settle(ben)
    assert heard == [(True, 1)]


def test_a_doorbell_that_raises_harms_nobody(stream, ben, rings, monkeypatch):
    def broken(grown: writer.Grown) -> None:
        raise ConnectionError

    monkeypatch.setattr(writer, "_doorbells", [broken, rings.append])
    assert writer.run(say(stream, ben, "one")).seq == 1
    assert writer.run(say(stream, ben, "two")).seq == 2
    scenes.settle(ben)
    assert [grown[stream.pk] for grown in rings] == [(0, 1), (1, 2)]


def test_nobody_appends_outside_the_writer(stream, ben):
    with pytest.raises(RuntimeError):
        append(stream, ben, "by the back door")


def test_the_answer_is_kept_with_the_command_of_its_person(stream, ben):
    writer.run(say(stream, ben, "kept", key="key-00000001", lane=stream.pk))
    kept = Command.objects.get(actor=ben, key="key-00000001")
    assert (kept.root_id, kept.result["seq"]) == (stream.pk, Entry.objects.get(stream=stream).seq)
