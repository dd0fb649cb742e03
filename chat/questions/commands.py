"""The socket door of questions."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chat.commands import People, PostMessage
from chat.questions import answering, asking, leading, voting
from chat.questions.models import LENGTH, REASON_LENGTH
from polylogue.dialogues.models import Participation
from rooms import guards
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id

Text = Annotated[str, Meta(max_length=2 * LENGTH)]
AnswerText = Annotated[str, Meta(max_length=2 * answering.LENGTH)]
Reason = Annotated[str, Meta(max_length=2 * REASON_LENGTH)]


class QuestionCommand(RoomCommand, frozen=True):
    """Names a question by the seq of the entry that asked it."""

    question: Id


@command("questions.arrange", speaks=False)
class Arrange(RoomCommand, frozen=True):
    """Open or close the room for questions; `reviewed`: the crew looks at each before all see it."""

    is_open: bool
    reviewed: bool

    def act(self, room: Room, by: Participation, key: str) -> None:
        leading.arrange(room, by, is_open=self.is_open, reviewed=self.reviewed)


@command("questions.ask", speaks=True)
class Ask(RoomCommand, frozen=True):
    """Ask a question of up to 1,000 characters; `for_crew`: only the crew and oneself see it.

    Whoever is spoken to by `@Name` may answer it; `people` as in chat.post_message.
    """

    text: Text
    for_crew: bool = False
    people: People = []

    def act(self, room: Room, by: Participation, key: str) -> None:
        guards.ask(PostMessage.name, room, by)
        asking.ask(room, by, text=self.text, key=key, for_crew=self.for_crew, chosen=self.people)


@command("questions.correct", speaks=True)
class Correct(QuestionCommand, frozen=True):
    """Put one's own question in other words, while nobody has voted for it."""

    text: Text
    people: People = []

    def act(self, room: Room, by: Participation, key: str) -> None:
        guards.ask(PostMessage.name, room, by)
        asking.correct(room, by, question=self.question, text=self.text, chosen=self.people)


@command("questions.withdraw", speaks=False)
class Withdraw(QuestionCommand, frozen=True):
    """Take back one's own question that is not answered yet."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        asking.withdraw(room, by, question=self.question)


@command("questions.vote", speaks=False)
class Vote(QuestionCommand, frozen=True):
    """Vote for a question, or (`on` false) take one's vote back."""

    on: bool

    def act(self, room: Room, by: Participation, key: str) -> None:
        voting.vote(room, by, question=self.question, on=self.on)


@command("questions.answer", speaks=True)
class Answer(QuestionCommand, frozen=True):
    """Answer a question in up to 4,000 characters: the crew, and whom it speaks to by name."""

    text: AnswerText

    def act(self, room: Room, by: Participation, key: str) -> None:
        guards.ask(PostMessage.name, room, by)
        answering.answer(room, by, question=self.question, text=self.text)


@command("questions.answer_aloud", speaks=False)
class AnswerAloud(QuestionCommand, frozen=True):
    """Mark a question as answered by voice: the crew, and whom it speaks to by name."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        answering.answer_aloud(room, by, question=self.question)


@command("questions.reopen", speaks=False)
class Reopen(QuestionCommand, frozen=True):
    """Open a question again that was answered or set aside."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        answering.reopen(room, by, question=self.question)


@command("questions.approve", speaks=False)
class Approve(QuestionCommand, frozen=True):
    """Show everyone a question that waits to be looked at."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        leading.approve(room, by, question=self.question)


@command("questions.dismiss", speaks=False)
class Dismiss(QuestionCommand, frozen=True):
    """Set a question aside; its asker reads the reason, of up to 500 characters."""

    reason: Reason

    def act(self, room: Room, by: Participation, key: str) -> None:
        leading.dismiss(room, by, question=self.question, reason=self.reason)


@command("questions.take_up", speaks=False)
class TakeUp(QuestionCommand, frozen=True):
    """Turn the room to this question now."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        leading.take_up(room, by, question=self.question)


@command("questions.put_down", speaks=False)
class PutDown(QuestionCommand, frozen=True):
    """End that a question is taken up."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        leading.put_down(room, by, question=self.question)
