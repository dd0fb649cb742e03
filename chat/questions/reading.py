"""The questions of a room as a page shows them to one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chat.questions import policies, resolving, standing, voting
from chat.questions.models import Answer, Desk, Question
from chat.questions.standing import State
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from rooms.models import Room

MOST = 300
RANK = {State.WAITING: 0, State.OPEN: 1, State.ANSWERED: 2, State.DISMISSED: 3}


@dataclass(slots=True)
class Line:
    """A question with what it shows to a reader, its answer, and what the reader may do with it."""

    question: Question
    data: dict[str, Any]
    card: dict[str, Any]
    answer: Answer | None
    answer_html: dict[str, str]
    settler: dict[str, Any] | None
    is_own: bool
    has_voted: bool
    may_answer: bool
    is_current: bool


def lines(room: Room, by: Participation, desk: Desk) -> tuple[list[Line], int]:
    """Waiting ones first, then open ones by votes below the one taken up, then others; how many more."""
    seen = sorted(
        standing.visible(room, by).select_related("author"),
        key=lambda one: (RANK[State(one.state)], one.seq != desk.current, -one.votes, one.seq),
    )
    look = Look(room, by, desk, seen[:MOST])
    return [look.line(one) for one in seen[:MOST]], len(seen) - len(seen[:MOST])


class Look:
    """One person's look at questions, with what they need read once for all of them."""

    def __init__(
        self, room: Room, by: Participation, desk: Desk, questions: list[Question]
    ) -> None:
        self.by, self.desk = by, desk
        self.sees_all = by.may(policies.SEE_HIDDEN)
        self.mine = set(standing.accounts_of(by.person_id).values_list("pk", flat=True))
        self.voted = voting.own(room.stream_id, by.person_id)
        places = ((q.stream_id, q.answer) for q in questions if q.answer)
        self.answers = resolving.answers_at(places)
        named = {q.author_id for q in questions}
        named |= {q.settled_by_id for q in questions if q.settled_by_id}
        named |= {answer.author_id for answer in self.answers.values()}
        self.people = cards(room.dialogue_id, named)

    def line(self, question: Question) -> Line:
        is_own = standing.is_by(question, self.by)
        answer = self.answers.get((question.stream_id, question.answer or 0))
        settler = answer.author_id if answer else question.settled_by_id
        return Line(
            question=question,
            data=resolving.shown(question, in_full=self.sees_all or is_own),
            card=self.people[question.author_id],
            answer=answer,
            answer_html=resolving.words(answer.text) if answer else {},
            settler=self.people.get(settler or 0),
            is_own=is_own,
            has_voted=question.seq in self.voted,
            may_answer=self._may_answer(question),
            is_current=question.seq == self.desk.current,
        )

    def _may_answer(self, question: Question) -> bool:
        """The crew, and whom it speaks to."""
        is_addressed = bool(self.mine & standing.named(question))
        return self.by.may(policies.ANSWER) or (is_addressed and self.by.may(policies.ANSWER_OWN))


def current(room: Room, desk: Desk) -> dict[str, Any] | None:
    """The question that is taken up, with who asked it."""
    found = Question.objects.filter(stream=room.stream_id, seq=desk.current or 0).first()
    if found is None or not found.is_shown:
        return None
    data = resolving.shown(found, in_full=False)
    return {
        "seq": found.seq,
        "data": data,
        "card": cards(room.dialogue_id, [found.author_id])[found.author_id],
    }
