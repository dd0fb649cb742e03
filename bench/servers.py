"""Servers under measurement: started on a core of their own, with their CPU time read from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.support import machines

SERVER_CORE, LOAD_CORE = 0, 1
CORES = os.cpu_count() or 1
DAPHNE_FLAGS = [
    *("--websocket_timeout", "-1", "--websocket_connect_timeout", "30"),
    *("--ping-interval", "20", "--ping-timeout", "60", "--websocket-max-message-size", "65536"),
    *("--verbosity", "0"),
]
UVICORN_FLAGS = [
    "--log-level",
    "error",
    "--ws",
    "websockets-sansio",
    "--ws-per-message-deflate",
    "false",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def polylogue(server: str, port: int) -> list[str]:
    """The product as it is served."""
    return [sys.executable, "-m", "polylogue", "serve", "--server", server, "--port", str(port)]


def daphne(application: str, port: int) -> list[str]:
    return [sys.executable, "-m", "daphne", "-p", str(port), *DAPHNE_FLAGS, application]


def uvicorn(application: str, port: int) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "--port", str(port), *UVICORN_FLAGS, application]


def broadcast(_application: str, port: int) -> list[str]:
    return [sys.executable, "-m", "bench.peers.broadcast", str(port)]


@contextmanager
def running(
    command: list[str], port: int, environment: dict[str, str], core: int = SERVER_CORE
) -> Iterator[psutil.Process]:
    """A server process pinned to a core, until the block ends."""
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        if CORES > 1:  # it would else be where this process is
            os.sched_setaffinity(process.pid, {core})
        _wait_for(port, process)
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


def pin_load() -> None:
    """Puts this process, the load generator, on the other core."""
    if CORES > 1:
        os.sched_setaffinity(0, {LOAD_CORE})


@contextmanager
def valkey() -> Iterator[str]:
    """A Redis-compatible server that keeps nothing on disk; gives its URL."""
    server = machines.Valkey()
    try:
        yield server.url
    finally:
        server.remove()


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of its own, with fsync as in production; gives its URL."""
    server = machines.Postgres()
    try:
        yield server.url()
    finally:
        server.remove()


def cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
