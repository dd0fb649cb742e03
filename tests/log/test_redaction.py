"""The log forgets on request, and nothing else changes an entry."""

from __future__ import annotations

import pytest

from chat.models import Message, Revision
from polylogue.kit.refusals import NotFound
from polylogue.log import reading, redaction, writer
from polylogue.log.models import Entry
from tests.log.scenes import append, command, say, seqs, together
from tests.support import cast


def redact(stream, by, seq):
    return writer.run(command(by, lambda: redaction.redact(stream.pk, seq, by=by.pk), stream))


def test_a_redacted_entry_keeps_its_number_and_nothing_else(stream, ben, mia):
    writer.run(say(stream, ben, "secret"))
    redact(stream, mia, 1)
    first, marker = Entry.objects.filter(stream=stream)
    assert (first.data, first.seq, first.kind) == ({}, 1, "dialogues.announcement_made")
    assert (marker.kind, marker.data) == ("log.entry_redacted", {"seq": 1})
    assert reading.shown([first])[0]["redacted"] is True


def test_redacting_what_is_not_there_is_refused_and_leaves_no_marker(stream, mia):
    with pytest.raises(NotFound):
        redact(stream, mia, 7)
    assert seqs(stream) == []


def test_redacting_twice_leaves_the_entry_empty(stream, ben, mia):
    writer.run(say(stream, ben, "secret"))
    redact(stream, mia, 1)
    redact(stream, mia, 1)
    assert Entry.objects.get(stream=stream, seq=1).data == {}
    assert seqs(stream) == [1, 2, 3]


def test_an_entry_of_the_same_batch_can_be_redacted(stream, ben, mia):
    redacting = command(mia, lambda: redaction.redact(stream.pk, 1, by=mia.pk), stream)
    together(ben, say(stream, ben, "secret", hot=True), redacting)
    assert Entry.objects.get(stream=stream, seq=1).data == {}


def test_a_redaction_that_is_rolled_back_leaves_the_entry(stream, ben, mia):
    writer.run(say(stream, ben, "not secret"))

    def regret() -> None:
        redaction.redact(stream.pk, 1, by=mia.pk)
        append(stream, mia, "regretted")
        raise NotFound

    with pytest.raises(NotFound):
        writer.run(command(mia, regret, stream))
    assert Entry.objects.get(stream=stream).data == {"text": "not secret"}


def test_a_redacted_post_does_not_show_its_message_any_more(plenary, ben, mia, transactional_db):
    seq = cast.post(plenary, ben, "My address is …").seq
    redact(plenary.stream, mia, seq)
    (shown, _) = reading.shown(Entry.objects.filter(stream=plenary.stream))
    assert shown["data"] == {}


def test_redacting_a_post_removes_its_text_and_all_it_said_before(
    plenary, ben, mia, transactional_db
):
    seq = cast.post(plenary, ben, "My address is 7 Elm Street").seq
    cast.do(plenary, ben, "chat.edit_message", message=seq, text="My address is 8 Elm Street")
    redact(plenary.stream, mia, seq)
    shown = reading.shown(Entry.objects.filter(stream=plenary.stream))
    assert "Elm Street" not in str(shown)
    assert Message.objects.get(stream=plenary.stream, seq=seq).text == ""
    assert not Revision.objects.filter(stream=plenary.stream, seq=seq).exists()
