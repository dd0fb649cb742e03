"""The pytest option `--backend`: the same suite on SQLite alone, or on PostgreSQL with Valkey."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support import places

KEPT = {"POLYLOGUE_TEST_BACKEND", "POLYLOGUE_LONG", "POLYLOGUE_REQUIRE_ALL", "POLYLOGUE_LOG_LEVEL"}


class Backend:
    """What this test run stands on. `postgres` and `valkey` are None on SQLite."""

    def __init__(self, name: str, *, tests_run_here: bool) -> None:
        self.name = name
        self.folder = places.folder("polylogue-tests-")
        self.postgres = self.valkey = None
        for variable in [v for v in os.environ if v.startswith("POLYLOGUE_") and v not in KEPT]:
            del os.environ[variable]
        os.environ["POLYLOGUE_DATA"] = str(self.folder)
        (self.folder / "static").mkdir()
        if name == "postgres" and tests_run_here:
            self._start_servers()

    def _start_servers(self) -> None:
        from tests.support.machines import Postgres, Valkey

        self.postgres, self.valkey = Postgres(places.folder("polylogue-pg-")), Valkey()
        os.environ["POLYLOGUE_DATABASE_URL"] = self.postgres.url()
        os.environ["POLYLOGUE_REDIS_URL"] = self.valkey.url

    def use(self) -> None:
        """Tests on SQLite use a file, as sites do: several threads, one writer at a time."""
        from django.conf import settings

        # Every test client would list all static files.
        settings.WHITENOISE_AUTOREFRESH = True
        if self.name == "sqlite":
            settings.DATABASES["default"]["TEST"]["NAME"] = str(self.folder / "test.sqlite3")

    def make_database(self, name: str) -> None:
        """The one that the tests of this process use."""
        from tests.support import migrated

        if self.postgres:
            migrated.postgres(self.postgres, name)
        else:
            migrated.sqlite(Path(name))

    def remove(self) -> None:
        for machine in (self.postgres, self.valkey):
            if machine:
                machine.remove()
        shutil.rmtree(self.folder, ignore_errors=True)


chosen: Backend


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--backend",
        choices=["sqlite", "postgres"],
        default=os.environ.get("POLYLOGUE_TEST_BACKEND", "sqlite"),
        help="sqlite: file and in-memory layer (default); postgres: with Valkey, from the wheels",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Chooses before Django reads its settings."""
    global chosen
    options = early_config.known_args_namespace
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    chosen = Backend(options.backend, tests_run_here=is_worker or not options.numprocesses)
    early_config.add_cleanup(chosen.remove)
    result = yield
    chosen.use()
    return result


def pytest_report_header() -> str:
    return f"backend: {chosen.name}"
