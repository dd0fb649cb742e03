"""A server on 127.0.0.1 that webhooks are sent to: it keeps what came and answers as it is told."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Received(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def name(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """As the documentation tells a receiver to check it."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.name}.{self.headers['webhook-timestamp']}.".encode() + self.body
        right = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        given = [one.partition(",") for one in self.headers["webhook-signature"].split()]
        return any(version == "v1" and mac == right for version, _, mac in given)


class Receiver:
    """`answers` are given one after the other, then 204; a number of seconds first if it `drips`."""

    def __init__(self) -> None:
        self.came: list[Received] = []
        self.answers: deque[int] = deque()
        self.drips_seconds = 0.0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(receiver) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.came.append(Received(self.path, headers, body))
                self._answer(receiver.answers.popleft() if receiver.answers else 204)

            def _answer(self, status: int) -> None:
                if receiver.drips_seconds:
                    self._drip(time.monotonic() + receiver.drips_seconds)
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def _drip(self, until: float) -> None:
                """A header that never ends, so that no single read takes long."""
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while time.monotonic() < until:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
