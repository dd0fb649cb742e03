"""Commands that are written together do not harm each other."""

from __future__ import annotations

import pytest
from django.db import connection

from chat.entries import MessagePosted
from chat.models import Message
from polylogue.kit.refusals import NotAllowed, Refusal
from polylogue.log import journal, writer
from polylogue.log.intents import Broken, Intent, Receipt
from polylogue.log.models import Command, Entry, Stream
from polylogue.people.models import User
from tests.log.scenes import append, command, say, seqs, texts, together
from tests.support import cast


def refuse() -> None:
    raise NotAllowed


def fail() -> None:
    raise ZeroDivisionError


def break_a_constraint() -> None:
    User.objects.create(display_name="Second", is_system=True)


def break_the_statement() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nobody FROM nowhere")


def answer_with_something_unspeakable() -> object:
    return object()


def open_a_stream_and_refuse() -> None:
    journal.open_stream(Stream.Rank.ROOM)
    raise NotAllowed


BAD = [
    refuse,
    fail,
    break_a_constraint,
    break_the_statement,
    answer_with_something_unspeakable,
    open_a_stream_and_refuse,
]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("hot", [False, True])
def test_a_bad_neighbour_is_refused_alone(bad, hot, stream, ben, cleo, rings):
    answers = together(
        ben,
        say(stream, ben, "before", hot=hot),
        command(cleo, lambda: (append(stream, cleo, "never"), bad())[1], stream),
        say(stream, ben, "after", hot=hot),
    )
    assert [type(answer) for answer in answers[::2]] == [Receipt, Receipt]
    assert isinstance(answers[1], Refusal)
    assert texts(stream) == ["before", "after"]
    assert seqs(stream) == [1, 2]
    assert not Command.objects.filter(actor=cleo).exists()


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_command_alone_is_refused_and_leaves_nothing(bad, stream, cleo):
    lonely = command(cleo, lambda: (append(stream, cleo, "never"), bad())[1], stream)
    with pytest.raises(Refusal):
        writer.run(lonely)
    assert texts(stream) == []
    assert not Command.objects.filter(actor=cleo).exists()


def test_a_command_that_cannot_name_its_streams_harms_nobody(stream, ben, cleo):
    lost = Intent(act=lambda: None, actor=cleo.pk, streams=refuse, lane=0)  # type: ignore[arg-type]
    before, refused, after = together(ben, say(stream, ben, "one"), lost, say(stream, ben, "two"))
    assert isinstance(refused, NotAllowed)
    assert (before.seq, after.seq) == (1, 2)


def test_a_row_that_breaks_a_constraint_when_the_batch_is_written_harms_nobody(stream, ben, cleo):
    def stage_a_second_system_actor() -> None:
        journal.stage(User(display_name="Second", is_system=True))

    staged = command(cleo, stage_a_second_system_actor, stream, hot=True)
    before, refused, after = together(
        ben, say(stream, ben, "one", hot=True), staged, say(stream, ben, "two", hot=True)
    )
    assert isinstance(refused, Broken)
    assert (before.seq, after.seq) == (1, 2)
    assert texts(stream) == ["one", "two"]


def test_a_staged_text_the_database_cannot_hold_harms_nobody(stream, ben, cleo):
    def stage() -> None:
        entry = journal.append(stream.pk, _posted(), by=cleo.pk)
        journal.stage(Message(stream=stream, seq=entry.seq, author=cleo, text="\ud800"))

    hostile = command(cleo, stage, stream, hot=True)
    before, refused, after = together(
        ben, say(stream, ben, "one", hot=True), hostile, say(stream, ben, "two", hot=True)
    )
    assert isinstance(refused, Refusal)
    assert texts(stream) == ["one", "two"]
    assert (before.seq, after.seq) == (1, 2)


def test_a_later_command_finds_what_hot_ones_staged_in_its_batch(plenary, ben, transactional_db):
    from chat.models import Message

    found: list[int] = []
    place = plenary.stream

    def stage() -> None:
        entry = journal.append(place.pk, _posted(), by=ben.pk)
        journal.stage(Message(stream=place, seq=entry.seq, author=ben, text="Staged"))

    def count() -> None:
        found.append(Message.objects.filter(stream=place).count())
        found.append(Entry.objects.filter(stream=place).count())

    together(ben, command(ben, stage, place, hot=True), command(ben, count, place))
    assert found == [1, 1]


def test_what_hot_ones_staged_outlives_a_later_failure(plenary, ben, cleo, transactional_db):
    place = plenary.stream

    def stage() -> None:
        entry = journal.append(place.pk, _posted(), by=ben.pk)
        journal.stage(Message(stream=place, seq=entry.seq, author=ben, text=f"Text {entry.seq}"))

    together(
        ben,
        command(ben, stage, place, hot=True),
        command(cleo, fail, place),
        command(ben, stage, place, hot=True),
        command(cleo, refuse, place, hot=True),
        command(cleo, break_a_constraint, place),
        command(ben, stage, place, hot=True),
    )
    assert list(Message.objects.filter(stream=place).values_list("text", flat=True)) == [
        "Text 1",
        "Text 2",
        "Text 3",
    ]
    assert seqs(place) == [1, 2, 3]


def test_a_constraint_that_is_checked_at_the_commit_is_a_fault_and_not_unknown(stream, cleo):
    def point_to_nobody() -> None:
        Message.objects.create(stream=stream, seq=1, author_id=999_999, text="From nobody")

    with pytest.raises(Broken):
        writer.run(command(cleo, point_to_nobody, stream))


def _posted():
    return MessagePosted(key=cast.new_key())
