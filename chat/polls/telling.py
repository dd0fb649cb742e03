"""What entries about polls show now, in frames and in transcripts; and how a poll is forgotten."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.polls.models import Ballot, Poll, Roll, Urn, Vote
from chat.polls.showing import Look, look, standing
from polylogue.jobs import queue
from polylogue.log.facts import Resolved, forget_with, resolve_with, tell_with
from polylogue.log.models import Audience, Entry

ABOUT_ONE = ("polls.poll_opened", "polls.poll_extended", "polls.poll_closed", "polls.results_shown")


@resolve_with(*ABOUT_ONE)
def resolve_polls(entries: list[Entry]) -> Resolved:
    """The poll as it stands now; `edited` is when it began to show results (see confidentiality)."""
    polls = Poll.objects.in_bulk({entry.data["poll"] for entry in entries})
    return {
        (entry.stream_id, entry.seq): _shown(polls[entry.data["poll"]])
        for entry in entries
        if entry.data["poll"] in polls
    }


@resolve_with("polls.counted")
def resolve_counts(entries: list[Entry]) -> Resolved:
    """How people voted up to now; more for the crew where it may see more."""
    polls = Poll.objects.in_bulk({pk for entry in entries for pk in entry.data["polls"]})
    return {
        (entry.stream_id, entry.seq): {
            "standing": {
                str(pk): standing(polls[pk], crew=entry.audience == Audience.CREW)
                for pk in entry.data["polls"]
                if pk in polls
            }
        }
        for entry in entries
    }


def _shown(poll: Poll) -> dict[str, Any]:
    shown: dict[str, Any] = {"look": look(poll)}
    return shown | {"edited": poll.closed_at.isoformat()} if poll.closed_at else shown


@tell_with(*ABOUT_ONE)
def told(data: dict[str, Any]) -> list[str]:
    return in_words(data["look"]) if "look" in data else []


def in_words(shown: Look) -> list[str]:
    """The question, the answers, and, once they stand, how many gave which."""
    if shown.get("gone"):
        return []
    lines = [shown["question"]]
    results = shown["results"] if shown["closed"] else None
    for place, label in enumerate(_labels(shown)):
        lines.append(f"{label}: {_counted(*results[place])}" if results else label)
    if results and "mean" in shown:
        lines.append(_("Mean: %(mean)s") % {"mean": shown["mean"]})
    if shown["closed"]:
        n = shown["voted"]
        lines.append(ngettext("%(n)d person voted", "%(n)d people voted", n) % {"n": n})
    return lines


def _labels(shown: Look) -> list[str]:
    """Answers, those at the ends of a scale with what they mean."""
    labels = list(shown["labels"])
    if shown["ends_mean"]:
        low, high = shown["ends_mean"]
        labels[0], labels[-1] = f"{labels[0]} ({low})", f"{labels[-1]} ({high})"
    return labels


def _counted(n: int, percent: int) -> str:
    votes = ngettext("%(n)d vote", "%(n)d votes", n) % {"n": n}
    return f"{votes}, {percent} %"


@forget_with("polls.poll_opened")
def forget_poll(entry: Entry) -> None:
    """Removes what a poll asked and what was voted in it, for good."""
    found = Poll.objects.filter(stream=entry.stream_id, seq=entry.seq)
    for poll in found:
        for kept in (Vote, Roll, Urn, Ballot):
            kept._default_manager.filter(poll=poll).delete()
        if poll.ends_by:
            queue.cancel(poll.ends_by)
    now = timezone.now()
    found.filter(closed_at=None).update(closed_at=now)
    found.update(question="", options=[], told={}, is_untold=False, forgotten_at=now)
