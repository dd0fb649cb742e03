"""Databases that are migrated already: copies of one that is kept until a migration changes.

To migrate takes nine seconds of work, and a run of the suite needs ten such databases. Whoever gets a copy
migrates it all the same, which takes no time and does what the copy does not have.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.machines import Postgres

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".pytest_cache" / "migrated"
APPS = ("platform", "rooms", "chat", "breakout", "whiteboard")
OTHERS = ("requirements/dev.lock", "platform/polylogue/search/fulltext.py")
"""What else says what a migration does: the versions of all that is installed, and what is imported."""


def sqlite(path: Path) -> None:
    """Makes this file such a database."""
    with _kept(".sqlite3") as kept:
        if kept.exists():
            _copy(kept, path)
        else:
            _migrate(f"sqlite:///{path}", path.parent)
            _keep(lambda file: _copy(path, file), kept)


def postgres(cluster: Postgres, name: str) -> None:
    """Makes a database of this name in the cluster."""
    ((version,),) = cluster.sql("SHOW server_version_num")
    with _kept(f"-{version}.dump") as kept:
        if kept.exists():
            cluster.restore(name, kept)
        else:
            cluster.sql(f"CREATE DATABASE {name}")
            _migrate(cluster.url(name), cluster.folder)
            _keep(lambda file: cluster.back_up(name, file), kept)


@contextlib.contextmanager
def _kept(end: str) -> Iterator[Path]:
    """Where the kept one is, or is to be; others who want it wait meanwhile."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"lock{end}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield FOLDER / f"{_made_of()}{end}"


def _made_of() -> str:
    files = [file for app in APPS for file in (ROOT / app).rglob("migrations/*.py")]
    files += [ROOT / name for name in OTHERS]
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _keep(copy: Callable[[Path], None], kept: Path) -> None:
    """In place of those before it; whole or not at all."""
    for older in FOLDER.glob(f"*{kept.suffix}"):
        if older.stem[:4] != "lock":
            older.unlink()
    made = kept.with_suffix(".new")
    made.unlink(missing_ok=True)
    copy(made)
    made.replace(kept)


def _copy(source: Path, target: Path) -> None:
    opened = contextlib.closing
    with opened(sqlite3.connect(source)) as old, opened(sqlite3.connect(target)) as new:
        old.backup(new)


def _migrate(url: str, folder: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("POLYLOGUE_")}
    own = {"POLYLOGUE_DATABASE_URL": url, "POLYLOGUE_DATA": str(folder)}
    path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    command = [sys.executable, "-m", "polylogue", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=kept | own | {"PYTHONPATH": path}, check=True)
