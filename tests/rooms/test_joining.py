"""A person's socket: who gets one, what it tells."""

from __future__ import annotations

from tests.support import cast


async def test_two_people_hear_each_other(plenary, ben, cleo, join):
    one, other = await join(plenary, as_=ben), await join(plenary, as_=cleo)
    answer = await one.do("chat.post_message", stream=plenary.stream_id, text="Welcome.")
    (heard,) = await other.items(1)
    assert answer["t"] == "ok"
    assert (heard["seq"], heard["by"], heard["data"]["text"]) == (answer["seq"], ben.pk, "Welcome.")


async def test_eve_is_told_that_she_may_not_come_in(plenary, eve, join):
    socket = await join(plenary, as_=eve, hello=False)
    assert (await socket.next("bye"))["code"] == 4003
    assert await socket.closed() == 4003


async def test_nobody_comes_in_without_a_session(plenary, join):
    socket = await join(plenary, as_=None, hello=False)
    assert (await socket.next("bye"))["code"] == 4001
    assert await socket.closed() == 4001


def test_a_command_is_in_the_log_with_its_message(plenary, ben):
    receipt = cast.post(plenary, ben, "Good morning.")
    entry = plenary.stream.entries.get(seq=receipt.seq)
    assert (entry.kind, entry.actor_id) == ("chat.message_posted", ben.pk)
