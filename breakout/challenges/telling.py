"""What entries about challenges show now, in frames and in transcripts; and how one is forgotten."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from breakout.challenges import reading
from breakout.challenges.models import Challenge, Draft, Experience, Version
from polylogue.log.facts import Resolved, forget_with, resolve_with, tell_with
from polylogue.log.models import Audience, Entry

OFFERED, TOLD = "challenges.challenge_offered", "challenges.experience_told"


@resolve_with(OFFERED)
def resolve_challenges(entries: list[Entry]) -> Resolved:
    """Title and question, by the entry that offers it now, to whom it is offered now."""
    wanted = {entry.data["challenge"] for entry in entries}
    found = Challenge.objects.offered().filter(pk__in=wanted).select_related("dialogue")
    shown = {
        (one.challenge.dialogue.stream_id, one.challenge.offered_seq): one for one in _all(found)
    }
    return {
        place: {"title": card.title, "question": card.question}
        for entry in entries
        if (card := shown.get(place := (entry.stream_id, entry.seq)))
        and (card.challenge.is_for_everyone or entry.audience == Audience.CREW)
    }


@resolve_with(TOLD)
def resolve_experience(entries: list[Entry]) -> Resolved:
    rows = Experience.objects.filter(dialogue__stream__in={entry.stream_id for entry in entries})
    told = {(row.person_id, row.revision): row for row in rows}
    return {
        (entry.stream_id, entry.seq): {"topics": row.topics, "sentence": row.sentence}
        for entry in entries
        if (row := told.get((entry.data["person"], entry.data["revision"])))
    }


@tell_with(OFFERED)
def told_challenge(data: dict[str, Any]) -> list[str]:
    """All that it says, where the entry shows it."""
    return in_words(data["challenge"]) if "title" in data else []


@tell_with(TOLD)
def told_experience(data: dict[str, Any]) -> list[str]:
    return [*data.get("topics", ()), *filter(None, [data.get("sentence", "")])]


def in_words(challenge: int) -> list[str]:
    """Whose it is, title, question, and each part with its heading."""
    card = reading.card(Challenge.objects.get(pk=challenge))
    lines = [f"{card.who}: {card.title}", _("Key question: %(text)s") % {"text": card.question}]
    lines += [f"{heading}: {text}" for heading, text in card.parts]
    return lines + ([", ".join(card.topics)] if card.topics else [])


@forget_with(OFFERED, "challenges.challenge_drafted")
def forget_challenge(entry: Entry) -> None:
    """Removes every text that a challenge ever had, for good."""
    blank: dict[str, Any] = dict.fromkeys(
        ("title", "context", "tried", "obstacle", "question", "help_wanted"), ""
    )
    versions = Version.objects.filter(challenge=entry.data["challenge"])
    versions.update(**blank, topics=[])
    Draft.objects.filter(challenge=entry.data["challenge"]).delete()


@forget_with(TOLD)
def forget_experience(entry: Entry) -> None:
    person = {"dialogue__stream": entry.stream_id, "person": entry.data["person"]}
    Experience.objects.filter(**person).update(topics=[], sentence="")


def _all(found: Any) -> list[reading.Card]:
    """Of several dialogues, as a resolver may be asked."""
    by_dialogue: dict[int, list[Challenge]] = {}
    for one in found:
        by_dialogue.setdefault(one.dialogue_id, []).append(one)
    return [card for some in by_dialogue.values() for card in reading.shown(some)]
