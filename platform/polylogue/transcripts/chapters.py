"""Chapters of a transcript: the sessions of its programme day by day, and which entries fall in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from polylogue.dialogues.models import Session
from polylogue.log.models import Entry
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Part, Transcript

BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)
MOST_DAYS = 60  # a dialogue that goes on for longer is not cut by days


class Span(NamedTuple):
    """Entries of a part, from after one seq to another, that one included."""

    part: Part
    after: int
    to: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A session, or the time between two, within a day of the dialogue; outside of its days there is none."""

    first: datetime
    last: datetime
    session: Session | None = None
    day: date | None = None
    is_before: bool = False


def chapters(transcript: Transcript) -> list[Chapter]:
    """All of time, cut where days and sessions begin and end; then as far as it was chosen."""
    first, last = _wanted(transcript)
    found = [
        replace(one, first=max(one.first, first), last=min(one.last, last))
        for one in _cut(transcript)
        if one.first < last and one.last > first
    ]
    chosen = transcript.choices.session
    return [one for one in found if chosen is None or (one.session and one.session.pk == chosen)]


def spans(transcript: Transcript, found: list[Chapter]) -> list[list[Span]]:
    """For each chapter, which entries of which part; each entry is in one at most.

    A stream is cut where its entries pass the moment; those that are dated before stay in its order.
    """
    cuts = sorted({moment for one in found for moment in (one.first, one.last)})
    by_part = [(part, dict(zip(cuts, _seqs(part, cuts), strict=True))) for part in transcript.parts]
    return [
        [
            Span(part, max(at[one.first], part.since), at[one.last])
            for part, at in by_part
            if at[one.last] > max(at[one.first], part.since)
        ]
        for one in found
    ]


def _cut(transcript: Transcript) -> Iterator[Chapter]:
    if transcript.choices.purpose is Purpose.OUTSIDE and transcript.choices.session is None:
        yield Chapter(BEGINNING, END)
        return
    sessions = list(transcript.dialogue.sessions.all())
    days = list(_days(transcript))
    cuts = {BEGINNING, END, *days}
    cuts |= {at for session in sessions for at in (session.starts_at, session.ends_at)}
    ordered = sorted(cuts)
    for first, last in pairwise(ordered):
        session = next((s for s in reversed(sessions) if s.is_on(first)), None)
        is_day = bool(days) and days[0] <= first < days[-1]
        day = first.astimezone(transcript.zone).date() if is_day else None
        yield Chapter(first, last, session, day, is_before=bool(days) and first < days[0])


def _days(transcript: Transcript) -> Iterator[datetime]:
    """Each midnight of the dialogue, the one after its last day too.

    Where clocks show another day, its days are all that they show while it goes on.
    """
    dialogue, zone = transcript.dialogue, transcript.zone
    begins = datetime.combine(dialogue.starts_on, time(), dialogue.zone)
    ends = datetime.combine(dialogue.ends_on, time.max, dialogue.zone)
    first, last = begins.astimezone(zone).date(), ends.astimezone(zone).date()
    count = (last - first).days + 1
    for number in range(count + 1 if count <= MOST_DAYS else 0):
        day = first + timedelta(days=number)
        yield datetime.combine(day, time(), zone).astimezone(UTC)


def _wanted(transcript: Transcript) -> tuple[datetime, datetime]:
    choices = transcript.choices
    return choices.since or BEGINNING, choices.until or END


def _seqs(part: Part, moments: list[datetime]) -> list[int]:
    """For each moment, the last entry before it; found by halving, as the log has no index of times."""
    known: dict[int, datetime] = {}
    return [_last_before(part, moment, known) for moment in moments]


def _last_before(part: Part, moment: datetime, known: dict[int, datetime]) -> int:
    if moment == BEGINNING:
        return 0
    if moment == END:
        return part.head

    def at(seq: int) -> datetime:
        if seq not in known:
            known[seq] = Entry.objects.values_list("at", flat=True).get(stream=part.stream, seq=seq)
        return known[seq]

    if not part.head or at(part.head) < moment:
        return part.head
    if at(1) >= moment:
        return 0
    return bisect_left(range(1, part.head + 1), moment, key=at)
