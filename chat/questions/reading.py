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
    """Waiting ones first, then open ones by votes below the one taken up, then others; and how many are left out."""
    seen = list(standing.visible(room, by).select_related("author"))
    seen.sort(
        key=lambda one: (RANK[State(one.state)], one.seq != desk.current, -one.votes, one.seq)
    )
    shown = seen[:MOST]
    answers = resolving.answers_at((q.stream_id, q.answer) for q in shown if q.answer)
    people = cards(
        room.dialogue_id,
        {q.author_id for q in shown}
        | {q.settled_by_id for q in shown if q.settled_by_id}
        | {a.author_id for a in answers.values()},
    )
    voted = voting.own(room.stream_id, by.person_id)
    is_crew = by.may(policies.SEE_HIDDEN)
    made = []
    for one in shown:
        is_own = standing.is_by(one, by)
        answer = answers.get((one.stream_id, one.answer or 0))
        settler = answer.author_id if answer else one.settled_by_id
        made.append(
            Line(
                question=one,
                data=resolving.shown(one, in_full=is_crew or is_own),
                card=people[one.author_id],
                answer=answer,
                answer_html=resolving.words(answer.text) if answer else {},
                settler=people.get(settler or 0),
                is_own=is_own,
                has_voted=one.seq in voted,
                may_answer=may_answer(one, by),
                is_current=one.seq == desk.current,
            )
        )
    return made, len(seen) - len(shown)


def may_answer(question: Question, by: Participation) -> bool:
    """The crew, and whom it speaks to."""
    if by.may(policies.ANSWER):
        return True
    return by.may(policies.ANSWER_OWN) and standing.speaks_to(question, by)


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
