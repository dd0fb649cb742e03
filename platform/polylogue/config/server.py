"""`polylogue serve`: one process of daphne or uvicorn, with the worker beside it if wanted."""

from __future__ import annotations

import gc
import signal
import sys

from django.conf import settings
from django.urls import get_resolver

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
    _settle()
    code = server.run()
    departure.complete()
    sys.stdout.flush()
    return code


def _settle() -> None:
    """Takes what is loaded now, for good, out of the collector's rounds.

    To go through half a million objects of Django and ours takes a tenth of a second, in which
    nobody is answered; under load it happened every few seconds.
    """
    get_resolver().url_patterns  # noqa: B018 - it loads all views
    gc.collect()
    gc.freeze()
