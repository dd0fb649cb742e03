"""The client lets go of a stream that it may not follow."""

from __future__ import annotations

from polylogue.client import Client
from polylogue.client.streams import Stream


def refused(stream: int) -> dict:
    return {"t": "error", "code": "not-found", "text": "", "key": None, "stream": stream}


async def test_a_stream_that_may_not_be_followed_is_let_go_of():
    client = Client("http://here.test", "cities", "session")
    client.streams = {7: Stream(7, "a", 0), 8: Stream(8, "a", 0)}
    await client._hear(refused(7), 0)
    await client._hear(refused(9), 0)
    assert [stream.number for stream in client.streams.values() if stream.is_live] == [8]
