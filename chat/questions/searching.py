"""What can be found of questions and answers, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.questions.models import Answer
from polylogue.log.models import Audience, Entry
from polylogue.search.kinds import Said, declare, finds, reads_along

QUESTION = declare("question", _("Questions"))
ANSWER = declare("answer", _("Answers"))


@finds("questions.asked", link="questions:question")
def question(entry: Entry, shown: dict[str, Any]) -> Said | None:
    """One that had to be looked at was for the crew, and is for everyone since it was approved."""
    audience = Audience.EVERYONE if shown.get("shown") else None
    return Said(QUESTION, shown["text"], audience) if "text" in shown else None


@finds("questions.answered", link="questions:question")
def answer(entry: Entry, shown: dict[str, Any]) -> Said | None:
    return Said(ANSWER, shown["text"]) if "text" in shown else None


@reads_along
def answers(stream: int, seqs: set[int]) -> Iterable[int]:
    """An answer goes with its question."""
    found = Answer.objects.filter(stream=stream, question__in=seqs)
    return found.values_list("seq", flat=True)
