"""The letters of a person as a page shows them: what arrived, what they sent, what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from polylogue.followup import showing
from polylogue.followup.letters.forms import ReplyForm
from polylogue.followup.models import Letter, Practice, Reply
from polylogue.followup.models.sight import accounts_of
from polylogue.followup.showing import Shown
from polylogue.people.models import User

MOST = 100


@dataclass(frozen=True, slots=True)
class Received:
    """A letter to the person; `shown` is None where they cannot see the practice any more."""

    reply: Reply
    shown: Shown | None
    form: ReplyForm | None

    @property
    def letter(self) -> Letter:
        return self.reply.letter


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of them said; by name only for whoever can read their messages in the room."""

    reply: Reply
    name: str

    @property
    def email(self) -> str:
        return (self.reply.person.email or "") if self.reply.shares_email else ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of the person with the answers so far."""

    letter: Letter
    shown: Shown | None
    answers: list[Answer]


def received(person: User) -> list[Received]:
    """Open ones first, then the newest."""
    replies = Reply.objects.filter(person__in=accounts_of(person.pk))
    rows = list(replies.select_related("letter__sender").order_by("-letter__sent_at")[:MOST])
    shown = _shown((row.letter.practice_id for row in rows), person)
    rows.sort(key=lambda row: not row.is_open)
    return [Received(row, shown.get(row.letter.practice_id), _form(row, person)) for row in rows]


def sent(person: User) -> list[Sent]:
    answered = Reply.objects.exclude(answer=Reply.Answer.OPEN).select_related("person")
    letters = Letter.objects.filter(sender__in=accounts_of(person.pk))
    rows = list(letters.prefetch_related(Prefetch("replies", answered))[:MOST])
    shown = _shown((row.practice_id for row in rows), person)
    return [_sent(row, shown.get(row.practice_id)) for row in rows]


def waiting(person: int) -> int:
    """How many letters the person has not answered, and answers they have not seen."""
    accounts = accounts_of(person)
    opened = Reply.objects.filter(person__in=accounts, answer=Reply.Answer.OPEN)
    unseen = _unseen(person).order_by().values("pk")
    both: int = opened.order_by().values("pk").union(unseen, all=True).count()
    return both


def look(person: int) -> None:
    """The person looked at their letters: the answers there are not new any more."""
    _unseen(person).update(seen_at=timezone.now())


def _unseen(person: int) -> Any:
    replies = Reply.objects.filter(letter__sender__in=accounts_of(person), seen_at=None)
    return replies.exclude(answer=Reply.Answer.OPEN)


def _shown(practices: Iterable[int], person: User) -> dict[int, Shown]:
    seen = Practice.objects.visible_to(person).filter(pk__in=set(practices))
    return {one.practice.pk: one for one in showing.shown(seen)}


def _sent(letter: Letter, shown: Shown | None) -> Sent:
    is_named = shown is not None and shown.is_inside
    answers = [
        Answer(reply, reply.person.display_name if is_named else "")
        for reply in letter.replies.all()
    ]
    return Sent(letter, shown, answers)


def _form(reply: Reply, person: User) -> ReplyForm | None:
    return ReplyForm(person, auto_id=f"id_{reply.pk}_%s") if reply.is_open else None
