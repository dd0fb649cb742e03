"""One call of another server: to an address that was checked, no redirect followed, nothing read.

All of it together takes five seconds at most, however slowly the other side answers.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import NamedTuple

import httpx

from polylogue.api.webhooks.addresses import Refused, Target, find

SECONDS = 5.0
GONE = 410


class Answer(NamedTuple):
    """What came of it: a status, or none and why."""

    status: int | None
    problem: str

    @property
    def is_fine(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == GONE


def call(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    try:
        status = asyncio.run(_in_time(find(url), body, headers))
    except Refused as refused:
        return Answer(None, str(refused))
    except TimeoutError:
        return Answer(None, f"no answer within {SECONDS:.0f} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as problem:
        return Answer(None, type(problem).__name__)
    return Answer(status, "" if 200 <= status < 300 else f"answered {status}")


async def _in_time(target: Target, body: bytes, headers: dict[str, str]) -> int:
    async with asyncio.timeout(SECONDS):
        return await _post(target, body, headers)


async def _post(target: Target, body: bytes, headers: dict[str, str]) -> int:
    """Only the status is looked at: what another server says is shown to nobody."""
    request = httpx.Request(
        "POST",
        _by_address(target),
        content=body,
        headers={
            "Host": target.url.netloc,
            "Content-Type": "application/json",
            "User-Agent": "Polylogue webhooks",
            "Connection": "close",
            **headers,
        },
        extensions={"sni_hostname": target.host, "timeout": httpx.Timeout(SECONDS).as_dict()},
    )
    async with httpx.AsyncHTTPTransport(trust_env=False, retries=0) as transport:
        response = await transport.handle_async_request(request)
        await response.aclose()
        return response.status_code


def _by_address(target: Target) -> httpx.URL:
    """The same URL with the address for the name, which only the certificate is compared with."""
    raw = target.url.path or "/"
    query = f"?{target.url.query}" if target.url.query else ""
    host = f"[{target.address}]" if ":" in target.address else target.address
    return httpx.URL(f"{target.url.scheme}://{host}:{target.port}{raw}{query}")
