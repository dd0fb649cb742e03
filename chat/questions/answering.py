"""What becomes of a question: an answer, in writing or aloud. Every function runs inside the writer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chat.questions import asking, entries, leading, policies, standing
from chat.questions.models import Answer, Question
from chat.questions.standing import DealtWith, State
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotAllowed
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room

LENGTH = 4000


def answer(room: Room, by: Participation, *, question: int, text: str) -> None:
    """Writes the answer; also below a question that was answered aloud, but not below another answer."""
    found = _question(room, by, question)
    text = asking.clean(text, LENGTH)
    standing.require(found, State.OPEN, State.ANSWERED)
    if found.answer is not None:
        raise DealtWith(_("This question was answered meanwhile."))
    entry = standing.tell(found, entries.Answered(question=question), by=by.person_id)
    Answer.objects.create(
        stream_id=room.stream_id,
        seq=entry.seq,
        question=question,
        author=by.person,
        at=entry.at,
        text=text,
    )
    found.answer = entry.seq
    _settle(room, by, found)


def answer_aloud(room: Room, by: Participation, *, question: int) -> None:
    """Marks a question as answered by voice."""
    found = _question(room, by, question)
    standing.require(found, State.OPEN)
    standing.tell(found, entries.AnsweredAloud(question=question), by=by.person_id)
    _settle(room, by, found)


def reopen(room: Room, by: Participation, *, question: int) -> None:
    """Takes back that a question was answered or set aside; its answer is not shown any more."""
    require_inside(room, by, policies.ANSWER)
    found = standing.found(room, by, question)
    standing.require(found, State.ANSWERED, State.DISMISSED)
    found.state = State.OPEN if found.approved_at else State.WAITING
    found.answer, found.reason = None, ""
    found.settled_at = found.settled_by = None
    found.save(update_fields=["state", "answer", "reason", "settled_at", "settled_by"])
    reopened = entries.Reopened(question=question, person=found.author_id)
    standing.tell(found, reopened, by=by.person_id)


def _question(room: Room, by: Participation, seq: int) -> Question:
    """The question, for whoever may answer it: the crew, and whom it speaks to."""
    require_inside(room, by, policies.ANSWER_OWN)
    found = standing.found(room, by, seq)
    if not (by.may(policies.ANSWER) or standing.speaks_to(found, by)):
        raise NotAllowed
    return found


def _settle(room: Room, by: Participation, question: Question) -> None:
    question.state = State.ANSWERED
    question.settled_at, question.settled_by = journal.now(), by.person
    question.save(update_fields=["state", "answer", "settled_at", "settled_by"])
    leading.let_go(room, by, question)
