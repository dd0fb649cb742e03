"""What entries about advice show now, in frames and in transcripts; and how it is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from breakout.challenges import reading
from breakout.challenges.models import Advice, FirstStep, GroupCase
from breakout.challenges.telling import in_words
from polylogue.log.facts import Resolved, forget_with, resolve_with, tell_with
from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.search import kinds

NOTED, FIRST = "challenges.advice_noted", "challenges.first_step_written"
CASE = "challenges.case_told"


@resolve_with(CASE)
def resolve_case(entries: list[Entry]) -> Resolved:
    """Title and question of the case that a group has now, if everyone may see it.

    Who else may is asked person by person, which frames cannot do: pages show it then.
    """
    streams = {entry.stream_id for entry in entries}
    given = GroupCase.objects.filter(group__room__stream__in=streams)
    rows = given.select_related("group__room", "challenge__dialogue")
    return _told_cases(rows, {(entry.stream_id, entry.seq) for entry in entries})


@resolve_with(NOTED)
def resolve_advice(entries: list[Entry]) -> Resolved:
    """The words as they read now; nothing of what was taken back."""
    rows = Advice.objects.filter(
        stream__in={e.stream_id for e in entries}, seq__in={e.seq for e in entries}
    )
    standing = rows.filter(withdrawn_at=None).exclude(text="")
    return {(one.stream_id, one.seq): _shown(one) for one in standing}


@resolve_with(FIRST)
def resolve_first_step(entries: list[Entry]) -> Resolved:
    rows = FirstStep.objects.filter(
        stream__in={e.stream_id for e in entries}, seq__in={e.seq for e in entries}
    )
    return {(one.stream_id, one.seq): {"text": one.text} for one in rows.exclude(text="")}


def _told_cases(rows: Iterable[GroupCase], wanted: set[tuple[int, int]]) -> Resolved:
    found: Resolved = {}
    for one in rows:
        place = (one.group.room.stream_id if one.group.room else 0, one.told_seq or 0)
        if place in wanted and one.challenge.is_for_everyone:
            card = reading.card(one.challenge)
            found[place] = {"title": card.title, "question": card.question}
    return found


@tell_with(CASE)
def told_case(data: dict[str, Any]) -> list[str]:
    return in_words(data["challenge"]) if "title" in data else []


@tell_with(NOTED)
def told_advice(data: dict[str, Any]) -> list[str]:
    """Whose advice it is, which may be another than who noted it, and what it says."""
    if "text" not in data:
        return []
    person = User.objects.select_related("merged_into").get(pk=data["person"])
    said = {"name": (person.merged_into or person).display_name, "text": data["text"]}
    lines = [_("Advice by %(name)s: %(text)s") % said]
    return [*lines, _("Useful, says whose case it is.")] if data["useful"] else lines


@tell_with(FIRST)
def told_first_step(data: dict[str, Any]) -> list[str]:
    return [_("First step: %(text)s") % {"text": data["text"]}] if "text" in data else []


@kinds.leaves(CASE)
@kinds.leaves(NOTED)
@kinds.leaves(FIRST)
def told_outside(entry: Entry) -> str | None:
    """Advice stays in its group: it was given to somebody, about what they told there alone."""
    return None


@forget_with(NOTED)
def forget_advice(entry: Entry) -> None:
    found = Advice.objects.filter(stream=entry.stream_id, seq=entry.seq)
    found.update(text="", withdrawn_at=timezone.now())


@forget_with(FIRST)
def forget_first_step(entry: Entry) -> None:
    FirstStep.objects.filter(stream=entry.stream_id, seq=entry.seq).update(text="")


def _shown(one: Advice) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": one.text, "useful": one.useful_at is not None}
    return shown | ({"edited": one.corrected_at.isoformat()} if one.corrected_at else {})
