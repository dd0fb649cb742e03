"""`polylogue serve`: one process of daphne or uvicorn, with the worker beside it if wanted."""

from __future__ import annotations

import signal
import sys

from django.conf import settings

from polylogue.config.departure import Departure
from polylogue.config.servers import SERVERS
from polylogue.jobs import worker


def run(host: str, port: int, name: str, *, with_worker: bool) -> int:
    from polylogue.config.asgi import application

    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    server = SERVERS[name](application, host, port)
    departure = Departure(server, worker.thread() if with_worker else None)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, departure.ask)
    print(f"Polylogue is at http://{shown}:{port} (Ctrl-C stops it)", flush=True)  # noqa: T201
    if settings.DEMO_SIGN_IN:
        print("This is a development server: anybody who reaches it can sign in as anybody.")  # noqa: T201
    code = server.run()
    departure.complete()
    sys.stdout.flush()
    return code
