"""Plain requests, many at once, for as little as possible."""

from __future__ import annotations

import asyncio
import re
import zlib


async def get(port: int, path: str, cookie: str, *, gzip: bool = False) -> bytes:
    """The body as it came; raises if the answer is not 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: localhost:8000",
        f"Cookie: {cookie}",
        "Connection: close",
    ]
    lines += ["Accept-Encoding: gzip"] if gzip else []
    writer.write("\r\n".join([*lines, "", ""]).encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(f"{path} answered {head[:200]!r}")
    return _joined(body) if b"transfer-encoding: chunked" in head.lower() else body


def _joined(body: bytes) -> bytes:
    parts, at = [], 0
    while at < len(body):
        end = body.index(b"\r\n", at)
        length = int(body[at:end], 16)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts)


def revision(state: bytes) -> int:
    """Up to which entry a packed state of a board goes: it says so at its beginning."""
    beginning = zlib.decompressobj(wbits=31).decompress(state, 500)
    found = re.search(rb'"seq":(\d+)', beginning)
    assert found, beginning
    return int(found[1])
