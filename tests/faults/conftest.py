"""Houses to break: copies of one stage, on SQLite or on PostgreSQL and Valkey of their own."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable, Generator
from typing import Any

import pytest

from tests.support import backend, places
from tests.support.house import House, Stage
from tests.support.machines import Postgres, Valkey

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
PEOPLE = 200


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/faults" in str(item.path):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.timeout(3600 if LONG else 240))


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres | None]:
    """A cluster that faults may stop, apart from the one the other tests use.

    In memory too: after a crash it syncs each of its files, ten seconds on a busy disk.
    """
    is_chosen = backend.chosen.name == "postgres"
    cluster = Postgres(places.folder("polylogue-pg-")) if is_chosen else None
    yield cluster
    if cluster:
        cluster.remove()


@pytest.fixture(scope="session")
def stage(postgres: Postgres | None, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"), PEOPLE, postgres)


@pytest.fixture
def valkey(postgres: Postgres | None) -> Generator[Valkey | None]:
    server = Valkey() if postgres else None
    yield server
    if server:
        server.remove()


@pytest.fixture
async def build(stage: Stage, valkey: Valkey | None) -> AsyncGenerator[Callable[..., House]]:
    """`build(**env)`: a house that is not open yet; it is closed after the test."""
    houses: list[House] = []

    def build(**env: Any) -> House:
        houses.append(House(stage, valkey.url if valkey else "", **env))
        return houses[-1]

    yield build
    for house in houses:
        await house.close()


@pytest.fixture
async def house(build: Callable[..., House]) -> House:
    """An open house."""
    built = build()
    await built.open()
    return built
