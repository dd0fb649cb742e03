"""What was written on a card and is forgotten for good is forgotten in the idea made of it, too."""

from __future__ import annotations

from collections.abc import Iterator

from polylogue.followup.ideas import indexing, wording
from polylogue.followup.models import Idea, IdeaEdition
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry
from whiteboard.forgetting import SAYS
from whiteboard.promoting import splitting


@forget_with(*SAYS)
def forget_words(entry: Entry) -> None:
    """Takes the words out of every edition, where they stand as they were."""
    here = {"board__stream": entry.stream_id, "piece": entry.data["piece"]}
    for idea in Idea.objects.filter(**here).select_related("dialogue"):
        forgotten = list(_words(entry))
        for edition in IdeaEdition.objects.filter(idea=idea):
            _take_out(edition, forgotten)
        indexing.renew(idea)


def _take_out(edition: IdeaEdition, forgotten: list[str]) -> None:
    for name in wording.FIELDS:
        text = getattr(edition, name)
        for words in forgotten:
            text = splitting.without(text, words)
        setattr(edition, name, text)
    edition.save(update_fields=wording.FIELDS)


def _words(entry: Entry) -> Iterator[str]:
    """All that the entry wrote in texts of the card."""
    said = entry.data.get("op", []) + list(entry.data.get("fields", {}).values())
    yield from (words for words in said if isinstance(words, str) and words.strip())
