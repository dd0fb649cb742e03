"""What is shown of a poll: never more of the votes than may be seen, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from chat.polls import tally, voting
from chat.polls.limits import SHOWN_AFTER
from chat.polls.models import Poll, Roll, Vote
from polylogue.dialogues.models import Participation
from rooms.models import Room

Look = dict[str, Any]


def look(poll: Poll, *, crew: bool = False) -> Look:
    """A poll as pages and browsers show it. For everyone; with `crew`, what the crew may see too."""
    if poll.forgotten_at:
        return {"id": poll.pk, "gone": True}
    least, most = voting.choosable(poll)
    return {
        "id": poll.pk,
        "question": poll.question,
        "kind": poll.kind,
        "labels": poll.labels,
        "ends_mean": poll.options if poll.kind == Poll.Kind.SCALE else None,
        "how": voting.in_words(least, most) if poll.kind == Poll.Kind.MULTIPLE else "",
        "least": least,
        "most": most,
        "anonymous": poll.is_anonymous,
        "results_when": poll.results,
        "names_seen": poll.crew_sees_names,
        "counts_seen": poll.crew_sees_results,
        "ends": _utc(poll.ends_at),
        "closed": _utc(poll.closed_at),
        **standing(poll, crew=crew),
    }


def standing(poll: Poll, *, crew: bool = False) -> Look:
    """How many voted, and of what; `few`: too few to say of what without telling who."""
    if poll.forgotten_at:
        return {"voted": 0, "results": None}
    found: Look = {"voted": poll.told.get("voted", 0), "results": None}
    if "counts" in poll.told and _may_see_counts(poll, crew=crew):
        counts, of = poll.told["counts"], poll.told["of"]
        found |= {"of": of, "results": [[n, round(100 * n / of) if of else 0] for n in counts]}
        if poll.kind == Poll.Kind.SCALE and of:
            numbers = enumerate(counts, start=poll.least)
            found["mean"] = f"{sum(number * n for number, n in numbers) / of:.1f}"
    if poll.closed_at and poll.is_anonymous and "counts" not in poll.told:
        found["few"] = True
    return found


def _may_see_counts(poll: Poll, *, crew: bool) -> bool:
    is_for_crew = crew and poll.crew_sees_results
    return not poll.is_open or poll.results == Poll.Results.LIVE or is_for_crew


def on_stage(room: Room) -> list[Poll]:
    """What is open, and what was closed a moment ago; the newest first."""
    lately = timezone.now() - SHOWN_AFTER
    opened = Poll.objects.filter(stream=room.stream_id, seq__isnull=False, forgotten_at=None)
    shown = opened.exclude(closed_at__lte=lately)
    return list(shown.order_by("-seq"))


def own(polls: Iterable[Poll], by: Participation) -> dict[int, list[int]]:
    """In which of these polls the person has voted, and what, if that was with their name."""
    polls = list(polls)
    if not polls:
        return {}
    mine = set(tally.accounts_of(by.person_id).values_list("pk", flat=True))
    rolls = Roll.objects.filter(poll__in=[p for p in polls if p.is_anonymous and p.is_open])
    found: dict[int, list[int]] = {r.poll_id: [] for r in rolls if mine & set(r.people)}
    named = Vote.objects.filter(poll__in=polls, person__in=mine).order_by("at")
    return found | dict(named.values_list("poll_id", "choices"))


def shown(polls: list[Poll], by: Participation) -> list[Look]:
    """Polls as one person sees them, with what they voted themselves."""
    mine = own(polls, by)
    return [
        {
            **look(poll, crew=by.is_crew),
            "seq": poll.seq,
            "voted_myself": poll.pk in mine,
            "choices": mine.get(poll.pk, []),
        }
        for poll in polls
    ]


def _utc(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
