"""What templates show of harvests, and what they offer to whom."""

from __future__ import annotations

from typing import Any

from breakout.harvest import policies, promoting, reading, reporting, sheets
from breakout.harvest.models import Sheet
from breakout.models import Round
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from rooms.entrance import Visit

Shown = dict[str, Any]


def sheet(visit: Visit) -> Shown:
    """A group's harvest for whoever is there. The room may be none in particular (rooms.blank)."""
    room, by = visit.room, visit.by
    kept = Sheet.objects.filter(room=room.pk).first() or Sheet(room_id=room.pk)
    people = cards(room.dialogue_id, [p for p in (kept.handed_by_id, kept.reporter_id) if p])
    writes = by.may(policies.WRITE) and not room.dialogue.is_archived
    return {
        "fields": reading.fields(room.stream_id),
        "is_handed_in": kept.is_handed_in,
        "handed_at": kept.handed_at,
        "handed_by": people.get(kept.handed_by_id or 0),
        "because": kept.because,
        "reporter": people.get(kept.reporter_id or 0),
        "reports": kept.reporter_id == by.person_id,
        "late_at": kept.late_at,
        "may_write": writes and sheets.may_write(room, by),
        "may_take_back": writes and (room.is_open or by.is_crew),
        "is_over": not room.is_open,
    }


def board(by: Participation, round: Round | None) -> Shown | None:
    """The board of a round; None if there is none."""
    if round is None:
        return None
    rows = reading.board(round, by)
    current, queue = reporting.now(round), reporting.waiting(round)
    places = {turn.group_id: place for place, turn in enumerate(queue, start=1)}
    over = reporting.done(round)
    promoting.lines(rows, by)
    for row in rows:
        group = row["group"].pk
        row["is_now"] = bool(current and current.group_id == group)
        row["place"], row["is_done"] = places.get(group), group in over
    return {
        "round": round,
        "rows": rows,
        "handed": sum(row["state"] == "handed" for row in rows),
        "in_order": sorted(_callable(rows), key=lambda row: (row["place"] is None, row["place"])),
        "leads": by.may(policies.LEAD) and not by.dialogue.is_archived,
        "may_export": by.may(policies.EXPORT),
        "queue": queue,
        "current": current,
        **reporting_now(reading.latest(by.dialogue)),
    }


def _callable(rows: list[reading.Row]) -> list[reading.Row]:
    return [row for row in rows if not row["is_now"] and not row["group"].merged_into]


def reporting_now(round: Round | None) -> Shown:
    """Which group has the floor, until when, and which comes next."""
    current = reporting.now(round) if round else None
    queue = reporting.waiting(round) if round else []
    return {"now": current, "next": queue[0].group if queue else None}
