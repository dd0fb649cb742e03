"""A mail server in a thread, which can be made to hang at any of its answers."""

from __future__ import annotations

import socketserver
import threading


class PostOffice(socketserver.ThreadingTCPServer):
    """`hangs_at` is "greeting" or "taken": what it never says. `letters` is what it was given."""

    daemon_threads = allow_reuse_address = True

    def __init__(self, hangs_at: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.hangs_at = hangs_at
        self.letters: list[bytes] = []
        self.visited = threading.Event()
        self.closing = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def close(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


class Counter(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self.say("220 hello", "greeting")
        while line := self.rfile.readline().upper():
            if line.startswith(b"DATA"):
                self.say("354 go on", "data")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken", "taken")
            elif line.startswith(b"QUIT"):
                self.say("221 bye", "bye")
                break
            else:
                self.say("250 yes", "any")

    def say(self, text: str, moment: str) -> None:
        if moment == self.server.hangs_at:
            self.server.visited.set()
            self.server.closing.wait(60)
        self.wfile.write(text.encode() + b"\r\n")
