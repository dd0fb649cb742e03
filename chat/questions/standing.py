"""How a question stands: whether somebody sees it, whose it is, and who is told of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from chat.questions import policies
from chat.questions.models import Desk, Question
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience, Entry
from polylogue.people.models import User
from rooms.models import Room

State = Question.State
SHOWN = (State.OPEN, State.ANSWERED)


class NotTaken(Refusal):
    code = "questions-closed"
    sentence = _("This room takes no questions at the moment.")


class DealtWith(Refusal):
    code = "changed-meanwhile"
    sentence = _("This question was dealt with meanwhile.")


def accounts_of(person: int) -> QuerySet[User]:
    """The person's account and the guests that were merged into it."""
    return User.objects.filter(Q(pk=person) | Q(merged_into=person))


def visible(room: Room, by: Participation) -> QuerySet[Question]:
    """The questions of a room that a person sees."""
    return seen_by(by).filter(stream=room.stream_id)


def seen_by(by: Participation) -> QuerySet[Question]:
    """The questions that a person sees in the rooms they can follow."""
    asked = Question.objects.exclude(state=State.WITHDRAWN)
    if by.may(policies.SEE_HIDDEN):
        return asked
    shown = Q(for_crew=False, approved_at__isnull=False, state__in=SHOWN)
    return asked.filter(shown | Q(author__in=accounts_of(by.person_id)))


def found(room: Room, by: Participation, seq: int) -> Question:
    """The question, if it is there and the person sees it; or NotFound."""
    question = visible(room, by).select_related("author").filter(seq=seq).first()
    if question is None:
        raise NotFound(_("This question does not exist any more."))
    return question


def require(question: Question, *states: State) -> None:
    if question.state not in states:
        raise DealtWith


def desk_of(room: Room) -> Desk:
    """The room's desk, as it is now; closed where nobody ever opened it."""
    kept = Desk.objects.filter(stream=room.stream_id).first()
    return kept or Desk(stream_id=room.stream_id)


def open_desk_of(room: Room) -> Desk:
    desk = desk_of(room)
    if not desk.is_open:
        raise NotTaken
    return desk


def is_by(question: Question, by: Participation) -> bool:
    """Whether the person asked it, by this account or as the guest that was merged into it."""
    return by.person_id in {question.author_id, question.author.merged_into_id}


def speaks_to(question: Question, by: Participation) -> bool:
    """Whether it speaks to the person by name."""
    return accounts_of(by.person_id).filter(pk__in=named(question)).exists()


def named(question: Question) -> set[int]:
    """The people it speaks to."""
    return {mark["person"] for mark in question.mentions if "person" in mark}


def tell(question: Question, fact: Fact, *, by: int, quietly: bool = False) -> Entry:
    """Appends to the log for whoever sees the question; `quietly`: for the crew and its asker alone."""
    to: dict[str, Any] = {}
    if quietly or not question.was_shown:
        asker = question.author.merged_into_id or question.author_id
        to = {"audience": Audience.CREW, "person": asker}
    return journal.append(question.stream_id, fact, by=by, **to)
