"""What these tests do with questions, in few words."""

from __future__ import annotations

from chat.questions.models import Question
from polylogue.log import reading
from polylogue.log.models import Audience, Entry
from tests.support import cast


def arrange(room, person, *, is_open=True, reviewed=False):
    return cast.do(room, person, "questions.arrange", is_open=is_open, reviewed=reviewed)


def ask(room, person, text="How do you pay for wells?", **how):
    return cast.do(room, person, "questions.ask", text=text, **how).seq


def do(room, person, what, question, **args):
    return cast.do(room, person, f"questions.{what}", question=question, **args)


def vote(room, person, question, on=True):
    return do(room, person, "vote", question, on=on)


def row(room, question):
    return Question.objects.get(stream=room.stream_id, seq=question)


def entries(room, *names):
    """The entries about questions, oldest first; of these kinds, if any are named."""
    found = Entry.objects.filter(stream=room.stream_id, kind__startswith="questions.")
    kinds = [f"questions.{name}" for name in names]
    return list(found.filter(kind__in=kinds) if kinds else found)


def shown(room, seq):
    """What an entry shows now."""
    return reading.shown(reading.places(room.stream_id, [seq]))[0]["data"]


def reaches(entry, person, *, crew=False):
    """Whether the log hands an entry to somebody."""
    if entry.audience == Audience.CREW:
        return crew or entry.person_id == person.pk
    return entry.audience == Audience.EVERYONE or entry.person_id == person.pk


def page(client, room):
    """The questions on somebody's page of a room, as their words."""
    panels = client.get(room.get_absolute_url()).context["side"]
    (panel,) = [one for one in panels if one["name"] == "questions"]
    return panel, [line.data.get("text") for line in (*panel["waiting"], *panel["lines"])]
