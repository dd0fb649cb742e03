"""Project ideas as they are read: those of a dialogue, one with its thread, its editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from polylogue.dialogues.models import Participation
from polylogue.followup.models import Idea, IdeaEdition
from rooms.promotions import tracing
from rooms.promotions.models import Promotion
from rooms.promotions.sources import Trace
from whiteboard import rowing
from whiteboard.pieces import Piece


@dataclass(frozen=True, slots=True)
class Shown:
    idea: Idea
    edition: IdeaEdition


@dataclass(frozen=True, slots=True)
class Behind:
    """What an idea comes from: its card, if it still lies there, and where that came from."""

    card: Piece | None
    url: str
    came: Trace | None


def in_dialogue(by: Participation) -> list[Shown]:
    found = Idea.objects.visible_to(by.person).filter(dialogue=by.dialogue_id)
    return shown(found.select_related("dialogue", "board__room__dialogue"))


def shown(ideas: Iterable[Idea]) -> list[Shown]:
    """Each with its newest edition, in their order."""
    found = list(ideas)
    editions = {
        (edition.idea_id, edition.number): edition
        for edition in IdeaEdition.objects.filter(idea__in=found).select_related("written_by")
    }
    return [Shown(one, editions[one.pk, one.edition]) for one in found]


def behind(idea: Idea, by: Participation) -> Behind:
    cards = rowing.pieces_of(idea.board, Q(name=idea.piece, deleted_by=None))
    promoted = Promotion.objects.filter(stream=idea.board.stream_id, piece=idea.piece)
    came = tracing.of(promoted, by, idea.board.room)
    url = f"{idea.board.get_absolute_url()}#{idea.piece}"
    return Behind(cards[0] if cards else None, url, came.get(idea.piece))
