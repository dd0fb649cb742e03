"""Slow mode: one message in so many seconds, for everyone but the crew, however they write it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from chat.models import Message
from chat.moderation.models import SlowMode
from chat.moderation.pacing import TooSoon
from polylogue.kit.refusals import NotAllowed
from polylogue.log import writer
from rooms import commands
from rooms.commands import Malformed
from tests.chat.moderation.deeds import EVERYONE, everything, told
from tests.support import cast


def set_to(room, by, seconds):
    return cast.do(room, by, "moderation.set_slow_mode", seconds=seconds)


def pass_by(seconds):
    for one in Message.objects.all():
        one.posted_at -= timedelta(seconds=seconds)
        one.save()


def test_a_second_message_waits_for_its_time(plenary, mia, cleo, dov):
    set_to(plenary, mia, 30)
    cast.post(plenary, cleo, "One")
    before = everything()
    with pytest.raises(TooSoon, match="again in 30 seconds") as refused:
        cast.post(plenary, cleo, "Two")
    assert 29_000 < refused.value.retry_ms <= 30_000
    assert everything() == before
    cast.post(plenary, dov, "Somebody else")
    pass_by(30)
    cast.post(plenary, cleo, "Two")


def test_it_holds_for_replies_and_whatever_else_is_a_message(plenary, mia, cleo):
    set_to(plenary, mia, 10)
    seq = cast.post(plenary, cleo).seq
    with pytest.raises(TooSoon):
        cast.do(plenary, cleo, "chat.post_reply", thread=seq, text="More")
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="A correction is no message")


def test_deleting_does_not_shorten_the_wait(plenary, mia, cleo):
    set_to(plenary, mia, 10)
    seq = cast.post(plenary, cleo).seq
    cast.do(plenary, cleo, "chat.delete_message", message=seq)
    with pytest.raises(TooSoon):
        cast.post(plenary, cleo)


def test_it_holds_in_its_room_and_not_for_the_crew(plenary, side_room, mia, ben, cleo):
    set_to(plenary, mia, 300)
    for _ in range(3):
        cast.post(plenary, ben)
        cast.post(side_room, cleo)


def test_two_messages_of_one_batch_are_one_and_a_refusal(plenary, mia, cleo, monkeypatch):
    """The first is only staged when the second is asked."""
    monkeypatch.setattr(writer, "BATCH_SECONDS", 60)
    set_to(plenary, mia, 10)
    outcomes, _grown = writer._transact([wants_to_post(plenary, cleo, n) for n in range(3)])
    assert [isinstance(one, TooSoon) for one in outcomes] == [False, True, True]
    assert Message.objects.count() == 1


def wants_to_post(room, person, number):
    struct = commands.COMMANDS["chat.post_message"](stream=room.stream_id, text=f"Number {number}")
    lane, key = room.dialogue.stream_id, cast.new_key()
    return commands.intent(struct, key=key, person=person.pk, dialogue=room.dialogue_id, lane=lane)


def test_everybody_is_told_and_it_ends(plenary, dialogue, mia, cleo):
    set_to(plenary, mia, 60)
    set_to(plenary, mia, 60)
    set_to(plenary, mia, 0)
    assert told(dialogue.stream) == [("slow_mode_set", EVERYONE, None)] * 2
    for _ in range(3):
        cast.post(plenary, cleo)


def test_only_the_crew_sets_it_and_only_to_what_there_is(plenary, mia, cleo):
    with pytest.raises(NotAllowed):
        set_to(plenary, cleo, 10)
    with pytest.raises(Malformed):
        set_to(plenary, mia, 7)
    assert not SlowMode.objects.exists()


def test_the_page_of_the_room_says_how_long_to_wait(plenary, mia, cleo, ben, sign_in):
    form = {"seconds": "60", "key": cast.new_key()}
    sign_in(mia).post(f"{plenary.get_absolute_url()}slow-mode", form)
    cast.post(plenary, cleo)
    page = sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
    assert re.search(r'data-seconds="60"\s+data-said-ago="\d\.\d">', page)
    crew = sign_in(ben).get(plenary.get_absolute_url()).content.decode()
    assert re.search(r'data-seconds="60"\s+data-exempt>', crew)
