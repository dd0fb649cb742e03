"""A stream that is damaged in the database must not silence the others."""

from __future__ import annotations

from asgiref.sync import sync_to_async

from polylogue.log.models import Stream


async def test_a_hole_in_one_stream_does_not_stop_the_others(plenary, side_room, ben, cleo, join):
    one, other = await join(plenary, as_=cleo), await join(side_room, as_=cleo)
    writer = await join(side_room, as_=ben)
    damaged = Stream.objects.filter(pk=plenary.stream_id)
    head = await sync_to_async(lambda: damaged.get().head)()
    await sync_to_async(damaged.update)(head=head + 1)
    await one.do("chat.post_message", stream=plenary.stream_id, text="Lost in a hole.")
    await writer.do("chat.post_message", stream=side_room.stream_id, text="All is well here.")
    (heard,) = await other.items(1, side_room.stream_id)
    assert heard["data"]["text"] == "All is well here."
