"""The cast, the places and the doors that all tests share; see docs/testing.md."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.core.cache import cache
from django.db import connection
from django.test import Client

from polylogue.dialogues.models import Dialogue
from polylogue.log import writer
from polylogue.people.models import User
from rooms import limits
from rooms.live import hub
from rooms.models import Room
from tests.support import backend, cast, clearing, waiting
from tests.support.sockets import Socket, session

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
LONGEST = 7200  # seconds that one test may take with full counts, on a busy machine
clearing.install()


# Nothing here depends on the database: it is run once, on SQLite.
ONCE = (
    "tests/breakout/matching/",
    "tests/browser/",
    "tests/api/test_addresses.py",
    "tests/js/",
    "tests/config/test_compose.py",
    "tests/config/test_packaging.py",
    "tests/config/test_settings.py",
    "tests/config/test_styles.py",
    "tests/policy/test_policy.py",
    "tests/rooms/test_live_js.py",
    "tests/test_fields.py",
    "tests/test_layout.py",
    "tests/test_sinks.py",
    "tests/texts/test_operations.py",
    "tests/transcripts/test_markdown.py",
    "tests/whiteboard/test_ordering.py",
    "tests/whiteboard/test_permissions.py",
    "tests/whiteboard/test_reducing.py",
    "tests/whiteboard/test_returning.py",
    "tests/whiteboard/test_simulator.py",
)


# What these hold does not depend on the database either, but they need one: PostgreSQL's turn comes
# with make test-long.
LONG_ON_POSTGRES = (
    "tests/api/test_door.py",
    "tests/api/test_openapi.py",
    "tests/api/test_reading.py",
    "tests/api/test_tokens.py",
    "tests/api/test_webhook_pages.py",
    "tests/archives/test_demo.py",
    "tests/archives/test_hostile.py",
    "tests/archives/test_round_trip.py",
    "tests/archives/test_size.py",
    "tests/breakout/challenges/",
    "tests/breakout/harvest/test_pages.py",
    "tests/breakout/making/test_lists.py",
    "tests/breakout/making/test_matching.py",
    "tests/breakout/reports/",
    "tests/breakout/scripts/",
    "tests/breakout/test_board.py",
    "tests/breakout/test_cockpit.py",
    "tests/breakout/test_help.py",
    "tests/breakout/test_notices.py",
    "tests/chat/attachments/",
    "tests/chat/polls/test_pages.py",
    "tests/chat/questions/",
    "tests/chat/test_pages.py",
    "tests/client/",
    "tests/confidentiality/test_surfaces.py",
    "tests/demo/",
    "tests/dialogues/",
    "tests/faults/test_checker.py",
    "tests/faults/test_clocks.py",
    "tests/faults/test_departure.py",
    "tests/faults/test_killed.py::test_a_leaving_server",
    "tests/faults/test_uvicorn.py",
    "tests/followup/letters/",
    "tests/followup/test_consent.py",
    "tests/followup/test_ideas.py",
    "tests/followup/test_pages.py",
    "tests/followup/test_pinning.py",
    "tests/kit/",
    "tests/people/",
    "tests/policy/",
    "tests/rooms/test_pages.py",
    "tests/test_hostile_words.py",
    "tests/transcripts/",
    "tests/whiteboard/test_files.py",
    "tests/whiteboard/test_hands.py",
    "tests/whiteboard/test_history.py",
    "tests/whiteboard/test_live.py",
    "tests/whiteboard/test_pages.py",
    "tests/whiteboard/test_promoting.py",
    "tests/whiteboard/test_undoing.py",
)

# Faults are harder on two servers with PostgreSQL between them: alone they come with make test-long.
LONG_ON_SQLITE = (
    "tests/faults/test_boards.py",
    "tests/faults/test_doorbells.py",
    "tests/faults/test_lines.py",
    "tests/faults/test_restored.py",
    "tests/faults/test_rounds.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`only("postgres")` runs on that backend alone; `long` runs when asked for."""
    left_out = _left_out()
    mine = [item for item in items if not item.nodeid.startswith(left_out)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(mine)])
    items[:] = mine
    for item in items:
        if (only := item.get_closest_marker("only")) and backend.chosen.name not in only.args:
            item.add_marker(pytest.mark.skip(reason=f"is about {only.args[0]}"))
        if item.get_closest_marker("long") and not LONG:
            item.add_marker(pytest.mark.skip(reason="runs with make test-long"))
        if LONG:
            item.add_marker(pytest.mark.timeout(LONGEST), append=False)


def _left_out() -> tuple[str, ...]:
    """With make test-long SQLite runs all, PostgreSQL all that a database has a part in."""
    if backend.chosen.name == "sqlite":
        return () if LONG else LONG_ON_SQLITE
    return ONCE if LONG else (*ONCE, *LONG_ON_POSTGRES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, Any]:
    """Says beside a failure for want of a lock who has it, in the database and in this process."""
    report = yield
    if report.failed and "lock timeout" in str(report.longrepr):
        report.sections.append(("open transactions", waiting.transactions(backend.chosen)))
        report.sections.append(("threads", waiting.threads()))
    return report


# ---- what the tests stand on -------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The test database is there already, and ends with its folder or its cluster."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    backend.chosen.make_database(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Generator[None]:
    yield
    writer.drain(5)
    if backend.chosen.postgres:
        _end_other_sessions()


def _end_other_sessions() -> None:
    """Threads that the application keeps hold connections, which would keep the database."""
    backend.chosen.postgres.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'"
    )


@pytest.fixture(autouse=True)
def _ground(request: pytest.FixtureRequest, settings: Any) -> None:
    """Tests with real transactions run the writer in its threads, all others inline."""
    cache.clear()
    limits.forget()
    if _is_transactional(request):
        request.getfixturevalue("transactional_db")
        settings.WRITER_MODE = "threads"
    else:
        settings.WRITER_MODE = "inline"


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    names = {"transactional_db", "live_server", "join"}
    marker = request.node.get_closest_marker("django_db")
    marked = marker and marker.kwargs.get("transaction")
    return bool(names & set(request.fixturenames) or marked)


@pytest.fixture
def is_postgres() -> bool:
    return connection.vendor == "postgresql"


# ---- the cast ----------------------------------------------------------------------------------


@pytest.fixture
def ada(db: None) -> User:
    """Staff: she sets up dialogues."""
    return cast.person("ada")


@pytest.fixture
def ben(db: None) -> User:
    """Facilitates."""
    return cast.person("ben")


@pytest.fixture
def mia(db: None) -> User:
    """Moderates."""
    return cast.person("mia")


@pytest.fixture
def cleo(db: None) -> User:
    """Takes part."""
    return cast.person("cleo")


@pytest.fixture
def dov(db: None) -> User:
    """Takes part."""
    return cast.person("dov")


@pytest.fixture
def eve(db: None) -> User:
    """Is outside: she has an account and no part in the dialogue."""
    return cast.person("eve")


@pytest.fixture
def dialogue(ada: User, ben: User, mia: User, cleo: User, dov: User) -> Dialogue:
    """A dialogue with everybody in their role, eve excepted."""
    made = cast.dialogue(by=ada)
    for someone, role in (
        (ben, "facilitator"),
        (mia, "moderator"),
        (cleo, "participant"),
        (dov, "participant"),
    ):
        cast.enrol(made, someone, role)
    return made


@pytest.fixture
def plenary(dialogue: Dialogue) -> Room:
    return Room.objects.select_related("dialogue").get(dialogue=dialogue, kind=Room.Kind.PLENARY)


@pytest.fixture
def side_room(dialogue: Dialogue, ada: User) -> Room:
    return cast.add_room(dialogue, ada, "Side room")


# ---- the doors ---------------------------------------------------------------------------------


@pytest.fixture
def sign_in(db: None) -> Callable[[User], Client]:
    """`sign_in(ben).get(...)`: pages as somebody sees them."""

    def as_(person: User) -> Client:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return as_


Join = Callable[..., Awaitable[Socket]]


@pytest.fixture
async def join(transactional_db: None) -> AsyncGenerator[Join]:
    """`await join(plenary, as_=ben)`: a live socket that follows the room from its head.

    `after=0` follows from the start; `hello=False` only opens; the room may be a Dialogue.
    """
    opened: list[Socket] = []

    async def join(
        place: Room | Dialogue,
        as_: User | None,
        *,
        after: int | None = None,
        hello: bool = True,
        **how: Any,
    ) -> Socket:
        slug = place.slug if isinstance(place, Dialogue) else place.dialogue.slug
        cookie = await sync_to_async(session)(as_) if as_ else ""
        socket = Socket(f"/live/{slug}/", cookie, **how)
        opened.append(socket)
        await socket.open()
        if hello:
            await socket.hello(room=place.stream_id)
            await socket.follow(place.stream_id, after)
        return socket

    yield join
    await asyncio.gather(*[socket.leave() for socket in opened])
    await hub.stop()
    hub.__init__()  # type: ignore[misc]
