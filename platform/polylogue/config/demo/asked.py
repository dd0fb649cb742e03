"""What the room of the demo event was asked: a poll, and questions for which people voted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from chat.polls import actions as polls
from chat.polls import voting as ballots
from chat.polls.particulars import Particulars
from chat.questions import answering, asking, leading, voting
from polylogue.config.demo.source import FOLDER

if TYPE_CHECKING:
    from polylogue.config.demo.loading import Demo

IN = "good-practices"
# So far apart that each vote is told for itself.
APART = timedelta(seconds=1.5)
LASTS = timedelta(seconds=90)


class Vote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A poll that is over; `votes` names the place of the answer that each person chose."""

    question: str
    options: list[str]
    votes: dict[str, int]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question, who wants to hear it answered, and the answer of the person it speaks to."""

    by: str
    text: str
    votes: list[str]
    to: str = ""
    answer: str = ""


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    poll: Vote
    questions: list[Question]


def happen(demo: Demo, by: str, at: datetime) -> None:
    """Asks all of it from this moment on, in the name of somebody of the crew."""
    asked = msgspec.json.decode((FOLDER / "asked.json").read_bytes(), type=Asked)
    moments = (at + APART * number for number in count(1))
    _poll(demo, asked.poll, by, moments)
    arrange = lambda who: leading.arrange(demo.plenary, who, is_open=True, reviewed=False)  # noqa: E731
    demo.once("questions", demo.people[by], next(moments), arrange)
    for number, question in enumerate(asked.questions):
        _question(demo, question, f"question-{number}", moments)


def _poll(demo: Demo, poll: Vote, by: str, moments: Iterator[datetime]) -> None:
    room, crew = demo.plenary, demo.people[by]
    asks = Particulars(question=poll.question, kind="single", options=poll.options)
    draft = lambda who: polls.draft_poll(room, who, particulars=asks)  # noqa: E731
    pk = int(demo.once("poll", crew, next(moments), draft).result().result)
    demo.once("poll-opened", crew, next(moments), lambda who: polls.open_poll(room, who, poll=pk))
    for key, choice in poll.votes.items():
        vote = lambda who, chosen=choice: ballots.vote(room, who, poll=pk, choices=[chosen])  # noqa: E731
        demo.once(f"poll-{key}", demo.people[key], next(moments), vote)
    demo.once("poll-closed", crew, next(moments), lambda who: polls.close_poll(room, who, poll=pk))


def _question(demo: Demo, question: Question, name: str, moments: Iterator[datetime]) -> None:
    room = demo.plenary
    ask = lambda who: asking.ask(  # noqa: E731
        room, who, text=question.text, key=f"demo:{demo.edition}:{name}"
    )
    seq = demo.once(name, demo.people[question.by], next(moments), ask).result().seq or 0
    for key in question.votes:
        vote = lambda who: voting.vote(room, who, question=seq, on=True)  # noqa: E731
        demo.once(f"{name}-{key}", demo.people[key], next(moments), vote)
    if question.answer:
        answer = lambda who: answering.answer(room, who, question=seq, text=question.answer)  # noqa: E731
        demo.once(f"{name}-answer", demo.people[question.to], next(moments), answer).result()
