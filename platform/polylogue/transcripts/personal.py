"""What the site keeps of a person in a dialogue, for themselves: every table in which they stand.

What others wrote of them is not theirs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from breakout.models import Seat
from chat.attachments.models import File
from chat.models import Mention, Message
from chat.polls.models import Vote
from chat.questions.models import Question
from chat.questions.models import Vote as QuestionVote
from chat.reactions.models import Reaction
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Stream
from polylogue.people.models import User
from polylogue.transcripts.choices import Choices, Purpose
from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.items import Item
from polylogue.transcripts.models import Download, Export
from polylogue.transcripts.walking import walk
from rooms.models import Hand, Room, Stay

FORMAT = "polylogue-personal-data/1"
ACCOUNT = (
    "email", "display_name", "organisation", "city", "country", "sector", "languages", "pronouns",
    "time_zone", "created_at",
)  # fmt: skip
Rows = Iterable[Mapping[str, Any]]


def personal_data(dialogue: Dialogue, person: User) -> Iterator[bytes]:
    """A JSON document, a section at a time."""
    yield f'{{"format":"{FORMAT}",\n"dialogue":{_json({"slug": dialogue.slug, "title": dialogue.title})}'.encode()
    account = {name: getattr(person, name) for name in ACCOUNT} | {"country": str(person.country)}
    yield f',\n"account":{_json(account)}'.encode()
    accounts = [person.pk, *User.objects.filter(merged_into=person).values_list("pk", flat=True)]
    for name, rows in SECTIONS.items():
        yield f',\n"{name}":['.encode()
        before = ""
        for row in rows(dialogue, accounts):
            yield f"{before}\n{_json(row)}".encode()
            before = ","
        yield b"]"
    yield b"\n}\n"


def _streams(dialogue: Dialogue) -> QuerySet[Stream]:
    return Stream.objects.filter(root=dialogue.stream_id)


def _participations(dialogue: Dialogue, people: list[int]) -> Rows:
    found = dialogue.participations.filter(person__in=people)
    return found.values("roles", "joined_at", "admitted_at", "ended_at")


def _stays(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Stay.objects.filter(dialogue=dialogue, person__in=people)
    return found.values("room__title", "since", "until")


def _seats(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Seat.objects.filter(
        round__dialogue=dialogue, round__opened_at__isnull=False, person__in=people
    )
    return found.values("round__title", "group__title")


def _messages(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Message.objects.filter(stream__in=_streams(dialogue), author__in=people)
    said = found.order_by("stream", "seq").iterator(chunk_size=500)
    return map(_message, said)


def _message(message: Message) -> dict[str, Any]:
    """What is hidden or deleted is shown to nobody, so it is not shown here."""
    place = {"stream": message.stream_id, "seq": message.seq, "at": message.posted_at}
    return place | ({"gone": True} if message.is_gone else {"text": message.text})


def _contributions(dialogue: Dialogue, people: list[int]) -> Rows:
    """What they said and wrote besides messages, as the export of their own contributions tells it."""
    own = transcript_of(dialogue, choices=Choices(purpose=Purpose.OWN), reader=people[0])
    for event in walk(own):
        if isinstance(event, Item) and event.entry and not event.is_message:
            entry = event.entry
            place = {"stream": entry.stream_id, "seq": entry.seq, "at": entry.at}
            yield place | {"kind": entry.kind, "text": event.text}


def _mentions(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Mention.objects.filter(stream__in=_streams(dialogue), person__in=people)
    return found.values("stream", "seq", "at")


def _questions(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Question.objects.filter(stream__in=_streams(dialogue), author__in=people)
    return found.values("stream", "seq", "asked_at", "text", "state")


def _question_votes(dialogue: Dialogue, people: list[int]) -> Rows:
    found = QuestionVote.objects.filter(stream__in=_streams(dialogue), person__in=people)
    return found.values("stream", "seq", "at")


def _poll_votes(dialogue: Dialogue, people: list[int]) -> Rows:
    """Those given with a name: of anonymous polls the site knows none."""
    found = Vote.objects.filter(poll__stream__in=_streams(dialogue), person__in=people)
    return found.values("poll", "poll__question", "choices", "at")


def _reactions(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Reaction.objects.filter(stream__in=_streams(dialogue), person__in=people)
    return found.values("stream", "seq", "emoji")


def _files(dialogue: Dialogue, people: list[int]) -> Rows:
    found = File.objects.filter(stream__in=_streams(dialogue), owner__in=people)
    return found.values("name", "alt", "size", "uploaded_at")


def _hands(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Hand.objects.filter(room__in=Room.objects.filter(dialogue=dialogue), person__in=people)
    return found.values("room__title", "raised_at", "called_at", "lowered_at")


def _exports(dialogue: Dialogue, people: list[int]) -> Rows:
    found = Export.objects.filter(dialogue=dialogue, by__in=people)
    return found.values("purpose", "forms", "asked_at", "finished_at")


def _downloads(dialogue: Dialogue, people: list[int]) -> Rows:
    return Download.objects.filter(dialogue=dialogue, by__in=people).values("format", "at")


SECTIONS: dict[str, Callable[[Dialogue, list[int]], Rows]] = {
    "participations": _participations,
    "stays": _stays,
    "seats": _seats,
    "messages": _messages,
    "contributions": _contributions,
    "mentions": _mentions,
    "questions": _questions,
    "question_votes": _question_votes,
    "poll_votes": _poll_votes,
    "reactions": _reactions,
    "files": _files,
    "hands": _hands,
    "exports": _exports,
    "downloads": _downloads,
}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return str(value)
