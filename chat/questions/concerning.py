"""What of questions concerns somebody: one that speaks to them, and the answer to one of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce, Greatest

from chat import inbox
from chat.inbox import Inbox, Item, between
from chat.mentions import EVERYONE
from chat.questions import standing
from chat.questions.models import Answer, Question
from chat.questions.standing import State

LINK = "questions:question"

# It can be read since it appeared, with the words it has since it was corrected.
TOLD_AT = Greatest(Coalesce("edited_at", "asked_at"), Coalesce("approved_at", "asked_at"))


@inbox.concerns
def answers(
    mine: Inbox, limit: int, before: datetime | None, after: datetime | None
) -> Iterable[Item]:
    """Written answers, as long as they hold, to what the person asked."""
    asked = Question.objects.filter(author__in=mine.mine, state=State.ANSWERED)
    holds = Exists(asked.filter(stream=OuterRef("stream"), answer=OuterRef("seq")))
    given = Answer.objects.filter(holds, stream__in=mine.streams).exclude(author__in=mine.mine)
    found = between(given.exclude(text=""), "at", before, after).order_by("-at")[:limit]
    return [_item(mine, one, "answer", one.at) for one in found]


@inbox.concerns
def questions(
    mine: Inbox, limit: int, before: datetime | None, after: datetime | None
) -> Iterable[Item]:
    """Questions that speak to the person, as far as they see them."""
    seen = standing.seen_by(mine.by).exclude(state=State.DISMISSED).exclude(mentions=[])
    others = seen.filter(stream__in=mine.streams).exclude(author__in=mine.mine)
    told = between(others.annotate(told_at=TOLD_AT), "told_at", before, after).order_by("-told_at")
    found = islice((one for one in told if _speaks_to(one, mine)), limit)
    return [_item(mine, one, "question", one.told_at) for one in found]


def _speaks_to(question: Question, mine: Inbox) -> bool:
    roles = {EVERYONE, *mine.by.roles}
    return any(m.get("person") in mine.mine or m.get("role") in roles for m in question.mentions)


def _item(mine: Inbox, said: Any, why: str, at: datetime) -> Item:
    return Item((said.stream_id, said.seq), why, at, at > mine.seen_at, LINK)
