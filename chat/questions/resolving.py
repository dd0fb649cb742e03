"""What entries about questions show now, to those they are for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chat.markup import is_plain, render
from chat.places import Place, within
from chat.questions import asking
from chat.questions.models import Answer, Desk, Question
from chat.questions.standing import State
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Audience, Entry


@resolve_with(
    "questions.asked",
    "questions.approved",
    "questions.corrected",
    "questions.reopened",
    "questions.taken_up",
    "questions.withdrawn",
    "questions.dismissed",
    "questions.dismissal_explained",
    "questions.answered_aloud",
)
def resolve_questions(entries: list[Entry]) -> Resolved:
    questions = at_places(_place(entry) for entry in entries)
    return {
        (entry.stream_id, entry.seq): shown(
            questions[place], in_full=entry.audience != Audience.EVERYONE
        )
        for entry in entries
        if (place := _place(entry)) in questions
    }


@resolve_with("questions.answered")
def resolve_answers(entries: list[Entry]) -> Resolved:
    """The words of an answer, as long as it holds and its question is shown."""
    questions = at_places(_place(entry) for entry in entries)
    answers = answers_at((entry.stream_id, entry.seq) for entry in entries)
    resolved: Resolved = {}
    for entry in entries:
        question = questions.get(_place(entry))
        answer = answers.get((entry.stream_id, entry.seq))
        if answer and question and question.answer == entry.seq:
            resolved[entry.stream_id, entry.seq] = {"state": question.state, **words(answer.text)}
    return resolved


@forget_with("questions.asked", "questions.approved", "questions.corrected")
def forget_question(entry: Entry) -> None:
    """Removes what a question said, and the answers to it."""
    stream, seq = _place(entry)
    Answer.objects.filter(stream=stream, question=seq).update(text="")
    Desk.objects.filter(stream=stream, current=seq).update(current=None)
    for question in Question.objects.filter(stream=stream, seq=seq):
        asking.forget(question)


@forget_with("questions.answered")
def forget_answer(entry: Entry) -> None:
    Answer.objects.filter(stream=entry.stream_id, seq=entry.seq).update(text="")


@forget_with("questions.dismissal_explained")
def forget_reason(entry: Entry) -> None:
    stream, seq = _place(entry)
    Question.objects.filter(stream=stream, seq=seq).update(reason="")


def shown(question: Question, *, in_full: bool) -> dict[str, Any]:
    """How a question stands, with its words if they are shown; `in_full` to its asker and the crew."""
    look: dict[str, Any] = {"state": question.state}
    is_told = question.is_shown or in_full
    if question.state == State.WITHDRAWN or not is_told:
        return look
    look |= words(question.text, question.mentions)
    look["asked"] = question.asked_at.isoformat(timespec="milliseconds")
    if question.mentions:
        look["mentions"] = question.mentions
    if question.edited_at:
        look["edited"] = question.edited_at.isoformat(timespec="milliseconds")
    if in_full and question.reason:
        look["reason"] = question.reason
    if question.is_shown:
        look["shown"] = True
    return look


def words(text: str, mentions: Iterable[dict[str, Any]] = ()) -> dict[str, str]:
    """The text, and its HTML if it is more than plain."""
    if is_plain(text):
        return {"text": text}
    named = tuple((mark["name"], str(mark.get("person") or mark["role"])) for mark in mentions)
    return {"text": text, "html": render(text, named)}


def at_places(places: Iterable[Place]) -> dict[Place, Question]:
    """The questions at these places, by (stream, seq), in one query."""
    return {(q.stream_id, q.seq): q for q in Question.objects.filter(within(places))}


def answers_at(places: Iterable[Place]) -> dict[Place, Answer]:
    """The same for answers, by the entry that gave them; nothing of those that were forgotten."""
    found = Answer.objects.filter(within(places)).exclude(text="")
    return {(a.stream_id, a.seq): a for a in found}


def _place(entry: Entry) -> Place:
    return entry.stream_id, entry.data.get("question", entry.seq)
