"""The bare reference: a `websockets` server that hands each message to everybody, and keeps nothing."""

from __future__ import annotations

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

present: set[ServerConnection] = set()


async def hear(socket: ServerConnection) -> None:
    present.add(socket)
    try:
        async for message in socket:
            broadcast(present, message)
    finally:
        present.discard(socket)


async def main(port: int) -> None:
    async with serve(hear, "127.0.0.1", port, compression=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
