"""Votes for questions: one for each person, told by number at most once a second (chat.pacing)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from chat import pacing
from chat.questions import entries, policies, standing
from chat.questions.models import Pulse, Question, Untold, Vote
from chat.questions.standing import State
from polylogue.dialogues import signals
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.jobs.tasks import task
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from polylogue.people.models import User
from rooms.actions import require_inside
from rooms.models import Room


@task("questions.count_votes")
class CountVotes(pacing.TellLater, frozen=True):
    """Tell the votes of a room that changed within the last second."""

    def act(self, by: int) -> Any:
        PACE.due(self, by)


def vote(room: Room, by: Participation, *, question: int, on: bool) -> None:
    """Gives one's vote or takes it back; the same once more changes nothing."""
    require_inside(room, by, policies.VOTE)
    standing.open_desk_of(room)
    found = standing.found(room, by, question)
    standing.require(found, State.OPEN)
    if not found.is_shown or standing.is_by(found, by):
        raise Invalid(_("Votes are for questions that others asked everyone."))
    if _give(found, by) if on else _take_back(found, by):
        PACE.soon(room, question)


def own(stream: int, person: int) -> set[int]:
    """The questions of a stream that the person voted for."""
    given = Vote.objects.filter(stream=stream, person__in=standing.accounts_of(person))
    return set(given.values_list("seq", flat=True))


def counts(stream: int, questions: Iterable[int]) -> dict[int, int]:
    """How many people voted for these; a guest that was merged is counted with its account."""
    given = Vote.objects.filter(stream=stream, seq__in=list(questions))
    whose = Coalesce("person__merged_into_id", "person_id")
    return dict(given.values_list("seq").annotate(n=Count(whose, distinct=True)).order_by())


def _give(question: Question, by: Participation) -> bool:
    if _given(question, by).exists():
        return False
    Vote.objects.create(
        stream_id=question.stream_id, seq=question.seq, person_id=by.person_id, at=journal.now()
    )
    return True


def _take_back(question: Question, by: Participation) -> bool:
    deleted, _each = _given(question, by).delete()
    return bool(deleted)


def _given(question: Question, by: Participation) -> QuerySet[Vote]:
    votes = Vote.objects.filter(stream=question.stream_id, seq=question.seq)
    return votes.filter(person__in=standing.accounts_of(by.person_id))


def _tell(stream: int, waiting: list[int], by: int) -> Iterable[int]:
    counted = counts(stream, waiting)
    told = pacing.fitting({seq: counted.get(seq, 0) for seq in waiting})
    for seq, count in told.items():
        Question.objects.filter(stream=stream, seq=int(seq)).update(votes=count)
    journal.append(stream, entries.VotesCounted(questions=told), by=by)
    return map(int, told)


@receiver(signals.person_merged)
def count_again(dialogue: Dialogue, guest: User, account: User, **_: object) -> None:
    """Whoever voted as a guest and by their account has one vote; the numbers are told anew."""
    for room in dialogue.rooms.select_related("dialogue"):
        twice = Vote.objects.filter(stream=room.stream_id, person=account).values("seq")
        as_guest = Vote.objects.filter(stream=room.stream_id, person=guest, seq__in=twice)
        for seq in list(as_guest.values_list("seq", flat=True)):
            PACE.soon(room, seq)


PACE = pacing.Pace(Untold, Pulse, CountVotes, _tell)
