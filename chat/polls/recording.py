"""The polls of a dialogue as a table: a row for each answer, with its votes once everybody may see them."""

from __future__ import annotations

from collections.abc import Iterator

from chat.polls.models import Poll
from chat.polls.showing import look
from polylogue.dialogues.models import Dialogue
from rooms.models import Room
from rooms.records import Cell, table


@table("polls", "room", "poll", "opened", "closed", "kind", "anonymous", "question", "answer", "votes", "percent", "voted")  # fmt: skip
def polls(dialogue: Dialogue) -> Iterator[list[Cell]]:
    rooms = dict(Room.objects.filter(dialogue=dialogue).values_list("stream", "title"))
    opened = Poll.objects.filter(stream__in=rooms, seq__isnull=False, forgotten_at=None)
    for poll in opened.order_by("opened_at", "pk"):
        shown = look(poll)
        results = shown["results"] or [[None, None]] * len(poll.labels)
        about: list[Cell] = [rooms[poll.stream_id], poll.pk, poll.opened_at, poll.closed_at]
        asked: list[Cell] = [poll.kind, "yes" if poll.is_anonymous else "no", poll.question]
        for label, (votes, percent) in zip(poll.labels, results, strict=True):
            yield [*about, *asked, label, votes, percent, shown["voted"]]
