"""Topics: those of the dialogue, and those that people used already, each spelled one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from breakout.challenges.limits import MOST_TOPICS, TOPIC_LENGTH
from breakout.challenges.models import Challenge, Experience, Version
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid

Source = Callable[[Participation], Iterable[str]]

SOURCES: list[Source] = []
MOST_SUGGESTED = 20


def source(topics: Source) -> Source:
    """Declares where else people name topics that the person may see."""
    SOURCES.append(topics)
    return topics


def suggested(by: Participation) -> list[str]:
    """Topics besides those of the dialogue that the person may see somewhere."""
    seen = Challenge.objects.visible_to(by).offered()
    now = Version.objects.filter(challenge__in=seen, number=F("challenge__version"))
    versions = now.order_by("pk")
    used = [topic for topics in versions.values_list("topics", flat=True) for topic in topics]
    others = [topic for find in SOURCES for topic in find(by)]
    theirs = {topic.casefold() for topic in by.dialogue.topics}
    found = _each_once([*_experienced(by.dialogue), *used, *others])
    return [topic for topic in found if topic.casefold() not in theirs][:MOST_SUGGESTED]


def spelled(topics: Iterable[str], dialogue: Dialogue) -> list[str]:
    """The same topics, spelled as everyone here sees them already; raises Invalid for too many."""
    known = {topic.casefold(): topic for topic in [*_experienced(dialogue)[::-1], *dialogue.topics]}
    named = filter(None, (wording.name(str(topic)) for topic in topics))
    found = _each_once(known.get(topic.casefold(), topic) for topic in named)
    own = [topic for topic in found if topic not in known.values()]
    if len(found) > MOST_TOPICS or any(len(topic) > TOPIC_LENGTH for topic in own):
        raise Invalid(_("Up to 12 topics, each of up to 60 characters."))
    return found


def _experienced(dialogue: Dialogue) -> list[str]:
    rows = Experience.objects.filter(dialogue=dialogue).order_by("said_at", "pk")
    return [topic for topics in rows.values_list("topics", flat=True) for topic in topics]


def _each_once(topics: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for topic in topics:
        found.setdefault(topic.casefold(), topic)
    return list(found.values())
