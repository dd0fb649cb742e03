"""A whole installation for fault tests: its database, its layer, its server processes, its people."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

from polylogue.client import Client, Pace
from tests.support import migrated
from tests.support.machines import START_SECONDS, Postgres, free_port

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://localhost:8000"
LOAD = {"POLYLOGUE_LIVE_COMMANDS_PER_SECOND": "1000", "POLYLOGUE_LIVE_COMMANDS_BURST": "1000"}


class Stage:
    """The template that every house is a copy of, made once in a test run."""

    def __init__(
        self, folder: Path, people: int, postgres: Postgres | None, *, dialogues: int = 1
    ) -> None:
        self.postgres = postgres
        self.folder = folder
        self.houses = 0
        if postgres:
            migrated.postgres(postgres, "stage")
        else:
            migrated.sqlite(folder / "stage.sqlite3")
        task = ["tests.support.stage", "set", str(people), str(dialogues)]
        told = run(task, self.env("stage"))
        self.facts: dict[str, Any] = json.loads(told.splitlines()[-1])

    def env(self, name: str) -> dict[str, str]:
        if self.postgres:
            url = self.postgres.url(name)
        else:
            url = f"sqlite:///{self.folder / name}.sqlite3"
        return {"POLYLOGUE_DATABASE_URL": url, "POLYLOGUE_DATA": str(self.folder)}

    def copy(self) -> str:
        """A fresh database with the stage set; its name."""
        self.houses += 1
        name = f"house{self.houses}"
        if self.postgres:
            self.postgres.sql(f"CREATE DATABASE {name} TEMPLATE stage")
        else:
            for end in ("", "-wal"):
                source = self.folder / f"stage.sqlite3{end}"
                if source.exists():
                    shutil.copy(source, self.folder / f"{name}.sqlite3{end}")
        return name


class House:
    """One dialogue served by one process (SQLite) or two (PostgreSQL with Valkey)."""

    def __init__(self, stage: Stage, valkey_url: str = "", **env: str) -> None:
        self.stage, self.facts = stage, stage.facts
        self.name = stage.copy()
        self.env = (
            LOAD
            | stage.env(self.name)
            | {"POLYLOGUE_ORIGINS": f"{ORIGIN},http://127.0.0.1:8000"}
            | env
        )
        if valkey_url:
            self.env["POLYLOGUE_REDIS_URL"] = valkey_url
        self.servers = [Server(self, n) for n in range(2 if stage.postgres else 1)]
        self.clients: list[Client] = []
        self.patience = 12.0
        self.planted: tuple[str, ...] = ()
        self._hand: Hand | None = None
        self._places = iter(self.facts["places"])

    async def open(self, *launcher: str) -> None:
        self.planted = launcher[:-1]
        await asyncio.gather(
            *[asyncio.to_thread(server.start, *launcher) for server in self.servers]
        )

    async def move_on(self) -> None:
        """To a dialogue where nobody was yet; a server that was killed is started again."""
        place = next(self._places, None)
        assert place, "the stage has fewer dialogues than tests that want one each"
        self.facts = self.facts | place
        for server in self.servers:
            if server.process.poll() is not None:
                await asyncio.to_thread(server.start)
        if self._hand:
            await asyncio.to_thread(self._hand.do, f"go_to {place['slug']}")

    async def close(self) -> None:
        await asyncio.gather(*[client.close() for client in self.clients], return_exceptions=True)
        for process in (*self.servers, *filter(None, [self._hand])):
            process.kill()

    @property
    def hand(self) -> Hand:
        """Who works on the database behind the servers' backs; takes a second to come."""
        self._hand = self._hand or Hand(self)
        return self._hand

    def fire_the_hand(self) -> None:
        """kill -9, whatever it is doing; the next order gets another."""
        if self._hand:
            self._hand.process.kill()
            self._hand = None

    # ---- its people ----------------------------------------------------------------------------

    @property
    def crowd(self) -> list[str]:
        return [name for name in self.facts["people"] if name.startswith("p")]

    def client(self, name: str, *, site: str = "", **how: Any) -> Client:
        """A client that is not connected yet; people are spread over the servers."""
        server = self.servers[len(self.clients) % len(self.servers)]
        pace = Pace(first=0.5, step=0.25, longest=2.0)
        client = Client(
            site or server.site,
            self.facts["slug"],
            self.facts["sessions"][name],
            origin=ORIGIN,
            pace=how.pop("pace", pace),
            **how,
        )
        client.name = name  # type: ignore[attr-defined]
        self.clients.append(client)
        return client

    async def enter(self, names: Iterable[str], **how: Any) -> list[Client]:
        """Clients of these people, connected, who have everything from the start."""
        clients = [self.client(name, **({"from_start": True} | how)) for name in names]
        await asyncio.gather(*[client.open() for client in clients])
        return clients

    async def remove(self, name: str) -> None:
        """Somebody's part ends, by another process than those that serve."""
        await asyncio.to_thread(self.hand.do, f"remove {name}")

    # ---- its database --------------------------------------------------------------------------

    def query(self, statement: str) -> list[tuple]:
        """Rows by plain SQL, past all code of the product."""
        if self.stage.postgres:
            return self.stage.postgres.sql(statement, self.name)
        with contextlib.closing(sqlite3.connect(self.path, timeout=10)) as connection:
            return connection.execute(statement).fetchall()

    def write(self, statement: str) -> None:
        """Changes the database (on SQLite) behind everybody's back."""
        with contextlib.closing(sqlite3.connect(self.path, timeout=10)) as connection:
            connection.executescript(statement)

    def back_up(self) -> None:
        """Copies the database while it is in use."""
        if self.stage.postgres:
            self.stage.postgres.back_up(self.name, self.stage.folder / f"{self.name}.dump")
        else:
            self._copy(self.path, self.path.with_suffix(".backup"))

    def restore(self) -> None:
        """Puts the copy in place of the database, which nobody may be using."""
        if self.stage.postgres:
            self.stage.postgres.restore(self.name, self.stage.folder / f"{self.name}.dump")
        else:
            self._copy(self.path.with_suffix(".backup"), self.path)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        opened = contextlib.closing
        with opened(sqlite3.connect(source)) as old, opened(sqlite3.connect(target)) as new:
            old.backup(new)

    @property
    def path(self) -> Path:
        """The file, on SQLite."""
        return self.stage.folder / f"{self.name}.sqlite3"

    def heads(self) -> dict[int, int]:
        return dict(self.query("SELECT id, head FROM log_stream"))

    async def settled(self, clients: Iterable[Client]) -> None:
        """Waits until every live client has everything there is, or nothing has moved for long."""
        clients = list(clients)
        seen, moved_at = -1, time.monotonic()
        while time.monotonic() - moved_at < self.patience:
            heads = await asyncio.to_thread(self.heads)
            live = [s for c in clients if c.gone is None for s in c.streams.values() if s.is_live]
            if all(stream.seq >= heads[stream.number] for stream in live):
                return
            if (now := sum(stream.seq for stream in live)) != seen:
                seen, moved_at = now, time.monotonic()
            await asyncio.sleep(0.3)

    def transcript(self) -> tuple[str, str]:
        """The whole dialogue as JSON Lines and Markdown, told by another process."""
        target = self.stage.folder / f"{self.name}-transcript"
        self.hand.do(f"tell {target}")
        return target.with_suffix(".jsonl").read_text(), target.with_suffix(".md").read_text()

    def forms(self) -> dict[str, bytes]:
        """The same in every form, by the names of the files."""
        folder = self.stage.folder / f"{self.name}-forms"
        self.hand.do(f"tell_in_every_form {folder}")
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


class Hand:
    """A process that does to a house's database what it is told; see stage.py."""

    def __init__(self, house: House) -> None:
        module = [*house.planted, "tests.support.stage"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *module, "hand", house.facts["slug"]],
            cwd=ROOT,
            env=_environment(house.env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, order: str) -> None:
        print(order, file=self.process.stdin, flush=True)
        if (answer := self.process.stdout.readline()) != "done\n":
            raise RuntimeError(f"{order}: {answer}")

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


class Server:
    """One real server process of a house."""

    process: subprocess.Popen[bytes]

    def __init__(self, house: House, number: int, kind: str = "daphne") -> None:
        self.house, self.kind = house, kind
        self.port = free_port()
        self.site = f"http://127.0.0.1:{self.port}"
        self.log = house.stage.folder / f"{house.name}-{number}.log"
        self.starts = 0
        self.env: dict[str, str] = {}
        """What holds for this server alone."""

    def start(self, *launcher: str) -> None:
        """Returns when it answers; after a kill the same launcher is used again."""
        self.launcher = launcher or getattr(self, "launcher", ("polylogue",))
        options = ["serve", "--worker", "--port", str(self.port), "--server", self.kind]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.launcher, *options],
                cwd=ROOT,
                env=_environment(self.house.env | self.env),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError, urllib.error.HTTPError):
            return bool(urllib.request.urlopen(f"{self.site}/healthz", timeout=2).status == 200)
        return False

    def kill(self) -> None:
        """kill -9."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def terminate(self) -> int:
        """SIGTERM, as on a deploy; the exit code."""
        self.process.terminate()
        return self.process.wait(60)

    def freeze(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def memory(self) -> int:
        """Resident bytes."""
        return psutil.Process(self.process.pid).memory_info().rss

    def sockets(self) -> int:
        """Connections that browsers hold open."""
        held = psutil.Process(self.process.pid).net_connections("tcp")
        return sum(c.status == "ESTABLISHED" and c.laddr.port == self.port for c in held)

    def tracebacks(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.startswith("Traceback")]


def run(module: list[str], env: dict[str, str]) -> str:
    """What a Python module of the project prints."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env=_environment(env),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout


def _environment(extra: dict[str, str]) -> dict[str, str]:
    """This process's environment without its own site settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("POLYLOGUE_")}
    return kept | {"DJANGO_SETTINGS_MODULE": "polylogue.config.settings"} | extra
