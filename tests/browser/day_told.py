"""What the transcript and the ledger say of a whole day 2."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tests.browser.day import Day
from tests.support import checker

STEPS = ("Account", "Key question", "Choice of method", "Advice")
STORY = [
    "breakout.round_drafted", "scripts.script_chosen", "breakout.people_seated", "breakout.round_announced",
    "breakout.round_opened", "breakout.people_seated", "breakout.people_seated", "help.called", "help.claimed",
    "help.resolved", "breakout.time_changed", "harvest.handed_in", "harvest.handed_in", "breakout.time_changed",
    "breakout.round_closed",
]  # fmt: skip


async def the_transcript_and_the_ledger_tell_it_all(day: Day) -> None:
    """The checker holds clients, pages, transcript and ledger against the database; the rest is our story."""
    verdict = await checker.check(day.house, day.crowd, "none, a whole day 2")
    assert verdict.problems == [], verdict.explain()
    jsonl, _ = await asyncio.to_thread(day.house.transcript)
    entries = [one for line in jsonl.splitlines() if (one := json.loads(line))["record"] == "entry"]
    told = [one["kind"] for one in entries if one["stream"] == day.house.facts["dialogue"]]
    rest = iter(told)
    assert [kind for kind in STORY if kind not in rest] == [], told
    for stream, texts in day.said.items():
        here = [e["data"].get("text") for e in entries if e["stream"] == stream]
        assert set(texts) <= set(here)
    _the_group_is_told_in_order(day, [e for e in entries if e["stream"] == day.group])
    _the_ledger_knows_where_she_was(day)


def _the_group_is_told_in_order(day: Day, entries: list[dict[str, Any]]) -> None:
    """Steps, what was said in them, and the harvest, as they came about."""
    told = [
        entry["data"].get("text") or entry["data"].get("look", {}).get("title")
        for entry in entries
        if entry["kind"] in {"chat.message_posted", "scripts.step_began"}
    ]
    advice = [text for text in day.said[day.group] if text.startswith("Advice")]
    in_order = ["Casting", *STEPS, *advice, "Summary", "I begin with the first advice"]
    assert [text for text in told if text in in_order] == in_order
    assert "But I have tried that" not in told and "One more thing" not in told


def _the_ledger_knows_where_she_was(day: Day) -> None:
    """Her group, another one, her group again; everybody else in one and the same."""
    rows = day.house.query(
        "SELECT person_id, group_id, ended_by_id FROM breakout_seat ORDER BY move_id"
    )
    seats: dict[int, list[tuple[int, bool]]] = {}
    for person, group, ended_by in rows:
        seats.setdefault(person, []).append((group, ended_by is None))
    people = day.house.facts["people"]
    (first, _), (second, _), (third, stands) = seats.pop(people["cleo"])
    assert first == third != second and stands
    assert sorted(seats) == sorted(people[one.name] for one in day.crowd)
    assert {len(each) for each in seats.values()} == {1}
