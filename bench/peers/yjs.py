"""The same board as one shared Yjs document, relayed by the room of pycrdt-websocket.

python -m bench.peers.yjs <port>     serves it, with uvicorn and its ASGI server
"""

from __future__ import annotations

import asyncio
import random
import sys

from pycrdt import Awareness, Doc, Map, create_awareness_message, create_update_message
from pycrdt.websocket import ASGIServer, WebsocketServer


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "bench.peers.yjs", str(port)]


def updates(pieces: int, count: int) -> tuple[bytes, list[bytes]]:
    """A board of so many pieces, and messages that each move one of them, as a browser sends them."""
    doc: Doc = Doc()
    board = doc.get("pieces", type=Map)
    chance = random.Random(7)
    with doc.transaction():
        for number in range(pieces):
            board[f"p{number}"] = Map({"type": "card", "x": 0, "y": 0, "title": "Drains"})
    start = create_update_message(doc.get_update())
    made: list[bytes] = []
    held = doc.observe(lambda event: made.append(create_update_message(event.update)))
    for number in range(count):
        piece = board[f"p{number % pieces}"]
        with doc.transaction():
            piece["x"], piece["y"] = number, chance.randint(0, 999)
    doc.unobserve(held)
    return start, made


def cursors(count: int) -> list[bytes]:
    """Where so many people point, each as a browser would say it."""
    made = []
    for who in range(count):
        awareness = Awareness(Doc())
        awareness.set_local_state({"name": f"Person {who}", "x": 1200 + who, "y": 800})
        made.append(
            create_awareness_message(awareness.encode_awareness_update([awareness.client_id]))
        )
    return made


async def main(port: int) -> None:
    import uvicorn

    rooms = WebsocketServer(auto_clean_rooms=False)
    config = uvicorn.Config(ASGIServer(rooms), port=port, log_level="error")
    async with rooms:
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
