"""What is said in a room. Text is never in the log: entries point to the message."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("chat.message_posted")
class MessagePosted(Fact, frozen=True, omit_defaults=True):
    """Somebody wrote a message; `key` is the sender's, to find the waiting look it replaces.

    `quotes`: the entry that posted the message it quotes.
    """

    about = "quotes"
    key: str
    quotes: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} wrote"


@kind("chat.reply_posted")
class ReplyPosted(Fact, frozen=True):
    """Somebody replied to the message that entry `thread` posted; `key` as in message_posted."""

    about = "thread"
    thread: int
    key: str

    def describe(self, who: str) -> str:
        return f"{who} replied to message {self.thread}"


@kind("chat.message_edited")
class MessageEdited(Fact, frozen=True):
    """The author changed the message that entry `message` of this stream posted."""

    about = "message"
    message: int
    revision: int

    def describe(self, who: str) -> str:
        return f"{who} corrected message {self.message}"


@kind("chat.message_deleted")
class MessageDeleted(Fact, frozen=True):
    """The message that entry `message` posted is not shown any more; its place stays."""

    about = "message"
    message: int

    def describe(self, who: str) -> str:
        return f"{who} deleted message {self.message}"


@kind("chat.message_promoted")
class MessagePromoted(Fact, frozen=True):
    """The message that entry `message` posted was put on a board; `promotion` tells where to who may see it."""

    about = "message"
    message: int
    promotion: int

    def describe(self, who: str) -> str:
        return f"{who} put message {self.message} on a board"
