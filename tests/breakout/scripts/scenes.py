"""Scripts for the tests: small sound ones, and clocks that stand where one puts them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from breakout.scripts import running, shipping
from breakout.scripts.running import Run
from breakout.scripts.script import Role, Script, Step

NINE = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
ROLES = (Role("speaker", "Speaker", cast="case"), Role("listener", "Listener", cast="rest"))


def at(minutes: float) -> datetime:
    """So long after nine."""
    return NINE + timedelta(minutes=minutes)


def script(**says: Any) -> Script:
    """A sound script of two steps, in which the speaker writes first and everybody afterwards."""
    fields = {
        "name": "Talk and answer",
        "least": 2,
        "most": 5,
        "roles": ROLES,
        "steps": (Step("Talk", 3, writes=("speaker",)), Step("Answer", 2)),
    }
    return Script(**fields | says)


def step(**says: Any) -> Step:
    return msgspec.structs.replace(Step("Talk", 3), **says)


def begun(name: str, people: int = 4, case_giver: int | None = 1, seed: int = 7) -> Run:
    """A shipped script that began at nine with people 1, 2, 3 …"""
    found = shipping.named(name)
    assert found
    run = running.plan(found, range(1, people + 1), case_giver, seed)
    return running.begin(run, NINE)


def holder(run: Run, role: str) -> int:
    """Who has a role that one person has."""
    (person,) = run.held[role]
    return person
