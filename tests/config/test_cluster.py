"""The topology of docker-compose.yml as plain processes: `make cluster`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Generator

import pytest

from deploy.cluster import COMMAND, Cluster
from polylogue.client import Client
from tests.support.machines import free_port

pytestmark = [pytest.mark.faults, pytest.mark.only("postgres")]


@pytest.fixture(scope="module")
def cluster() -> Generator[Cluster]:
    cluster = Cluster((free_port(), free_port()))
    try:
        command = [COMMAND[0], "-m", "tests.support.stage", "set", "2"]
        told = subprocess.run(command, env=cluster.env, check=True, capture_output=True, text=True)
        cluster.facts = json.loads(told.stdout.splitlines()[-1])
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


async def test_two_people_on_different_servers_talk(cluster):
    plenary = cluster.facts["plenary"]
    async with person(cluster, "p1", 0) as cleo, person(cluster, "p2", 1) as dov:
        first = await cleo.do("chat.post_message", stream=plenary, text="Hello from here.")
        await dov.reached(plenary, first.seq)
        answer = await dov.do("chat.post_message", stream=plenary, text="Hello from there.")
        await cleo.reached(plenary, answer.seq)
        heard = [item["data"].get("text") for item in cleo.streams[plenary].items[-2:]]
    assert heard == ["Hello from here.", "Hello from there."]


async def test_a_person_who_changes_servers_misses_nothing_and_is_answered_as_before(cluster):
    plenary = cluster.facts["plenary"]
    async with person(cluster, "p1", 0) as before:
        said = await before.do(
            "chat.post_message", key="the-same-key", stream=plenary, text="Once."
        )
    async with person(cluster, "p1", 1) as after:
        again = await after.do(
            "chat.post_message", key="the-same-key", stream=plenary, text="Once."
        )
    assert (again.seq, again.again) == (said.seq, True)


def person(cluster: Cluster, name: str, server: int) -> Client:
    """Somebody of the stage, at one of the two servers."""
    return Client(
        f"http://127.0.0.1:{cluster.ports[server]}",
        cluster.facts["slug"],
        cluster.facts["sessions"][name],
        origin=f"http://localhost:{cluster.ports[0]}",
        from_start=True,
    )
