"""What is too much, or too old, for the socket is fetched over HTTP."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import httpx

from polylogue.client.streams import Stream


class Loader:
    """Reads streams of a dialogue by pages."""

    def __init__(self, site: str, dialogue: str, headers: dict[str, str]) -> None:
        self.site, self.dialogue, self.headers = site, dialogue, headers

    async def pages(self, stream: Stream, head: int) -> AsyncGenerator[dict[str, Any]]:
        """Frames from where the stream is until it has been taken up to the head."""
        async with self._http() as http:
            while stream.seq < head:
                path = f"/live/{self.dialogue}/streams/{stream.number}"
                answer = await http.get(path, params={"after": stream.seq})
                yield answer.raise_for_status().json()

    async def epoch(self, stream: int) -> str:
        async with self._http() as http:
            answer = await http.get(f"/live/{self.dialogue}/state")
        return str(answer.raise_for_status().json()[str(stream)]["epoch"])

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.site, headers=self.headers, timeout=30, trust_env=False
        )
