"""Replies: where they stand, how they are counted, and what becomes of them."""

from __future__ import annotations

import pytest

from chat import history
from chat.models import Message, ThreadPosition
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log import reading, redaction, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Entry
from tests.support import cast


@pytest.fixture
def root(plenary, cleo):
    return cast.post(plenary, cleo, "How do you pay for wells?").seq


def reply(room, by, thread, text="By a levy"):
    return cast.do(room, by, "chat.post_reply", thread=thread, text=text).seq


def shown(room, seq):
    (item,) = reading.shown(reading.places(room.stream_id, [seq]))
    return item["data"]


def test_a_reply_is_an_entry_about_its_root_and_counts_there(plenary, root, dov):
    seq = reply(plenary, dov, root)

    entry = Entry.objects.get(stream=plenary.stream_id, seq=seq)
    assert (entry.kind, entry.data["thread"]) == ("chat.reply_posted", root)
    assert shown(plenary, root)["replies"]["count"] == 1
    assert shown(plenary, seq)["root"]["among"] == [dov.pk]


def test_a_reply_to_a_reply_stands_in_the_same_thread(plenary, root, dov, ben):
    first = reply(plenary, dov, root)
    second = reply(plenary, ben, first)

    assert Message.objects.get(stream=plenary.stream_id, seq=second).thread == root
    assert shown(plenary, root)["replies"]["count"] == 2


def test_a_deleted_reply_is_not_counted_and_the_one_before_is_the_last(plenary, root, dov, ben):
    first, second = reply(plenary, dov, root), reply(plenary, ben, root)
    cast.do(plenary, ben, "chat.delete_message", message=second)

    message = Message.objects.get(stream=plenary.stream_id, seq=root)
    assert message.replies == 1
    assert message.last_reply_at == Message.objects.get(stream=message.stream, seq=first).posted_at


@pytest.mark.parametrize("by", ["author", "redaction"])
def test_the_replies_stay_when_their_root_is_gone_but_none_is_added(plenary, root, cleo, dov, by):
    seq = reply(plenary, dov, root)
    if by == "author":
        cast.do(plenary, cleo, "chat.delete_message", message=root)
    else:
        redact(plenary, root, cleo)

    with pytest.raises(NotFound):
        reply(plenary, dov, root)
    with pytest.raises(NotFound):
        reply(plenary, dov, seq)
    assert shown(plenary, seq)["text"] == "By a levy"


def test_a_hidden_message_cannot_be_answered(plenary, root, dov, mia):
    Message.objects.filter(seq=root).update(hidden_at="2026-03-02T10:00Z", hidden_by=mia)

    with pytest.raises(NotFound, match="hidden"):
        reply(plenary, dov, root)


def test_a_reply_that_was_removed_for_good_is_not_counted(plenary, root, dov, cleo):
    redact(plenary, reply(plenary, dov, root), cleo)

    assert "replies" not in shown(plenary, root)


def test_a_reply_needs_a_message_in_this_room(plenary, side_room, root, dov):
    with pytest.raises(NotFound):
        reply(side_room, dov, root)
    with pytest.raises(NotFound):
        reply(plenary, dov, 999)
    with pytest.raises(Refusal):
        reply(plenary, dov, root, text=" ")
    assert Message.objects.count() == 1


def test_the_log_and_what_was_missed_leave_replies_out(plenary, root, dov, cleo):
    reply(plenary, dov, root)
    by = participant(plenary.dialogue_id, cleo.pk)

    lines = history.page(plenary, by, to=99).lines
    replies = history.thread(plenary, by, root=root, to=99).lines
    assert [line.entry.kind for line in lines] == ["chat.message_posted"]
    assert [line.data["text"] for line in replies] == ["By a levy"]


def test_a_thread_has_a_page_with_a_form(sign_in, plenary, root, dov, cleo):
    url = f"{plenary.get_absolute_url()}threads/{root}"
    form = {"text": "By a <b>tax</b>", "key": cast.new_key()}

    for _ in range(2):
        answer = sign_in(dov).post(f"{url}/replies", form)
    page = sign_in(cleo).get(url).content.decode()

    assert answer["Location"].startswith(f"{url}#message-")
    assert "By a &lt;b&gt;tax&lt;/b&gt;" in page
    assert Message.objects.filter(thread=root).count() == 1
    assert ThreadPosition.objects.get(person=cleo).thread == root


def test_a_long_thread_is_read_page_by_page(sign_in, plenary, root, cleo, dov, monkeypatch):
    monkeypatch.setattr(history, "MOST", 3)
    for number in range(5):
        reply(plenary, dov, root, f"Reply {number}")
    url = f"{plenary.get_absolute_url()}threads/{root}/lines"

    last = sign_in(cleo).get(url)
    first = sign_in(cleo).get(f"{url}?before={last.context['page'].earlier}")

    assert "Reply 2" in last.content.decode()
    assert "Reply 1" not in last.content.decode()
    assert "Reply 1" in first.content.decode()
    assert "wells" not in first.content.decode()


def redact(room, seq, by):
    act = lambda: redaction.redact(room.stream_id, seq, by=by.pk)  # noqa: E731
    streams = (room.stream_id,)
    writer.run(Intent(act=act, actor=by.pk, streams=streams, lane=room.dialogue.stream_id))
