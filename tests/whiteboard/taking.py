"""Things from elsewhere, put on boards by the page that people use."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from polylogue.dialogues.intents import participant
from polylogue.jobs import queue, worker
from polylogue.log import writer
from polylogue.log.intents import Intent
from rooms import reach
from rooms.promotions import tracing
from rooms.promotions.models import Promotion
from tests.support import cast
from tests.support.doors import press
from whiteboard.models import Board
from whiteboard.promoting import putting
from whiteboard.promoting.putting import Wish


def place(room, seq) -> str:
    return f"{room.stream_id}-{seq}"


def url(dialogue, kind: str, place: Any) -> str:
    return reverse("whiteboard:put", args=[dialogue.slug, kind, place])


def put(board: Board, by, kind: str, place: Any, key: str | None = None, **more: Any) -> str:
    """The name of the card that it became."""
    said = {"lane": "lane-1", "written": {"title": "Trams"}} | more
    wish = Wish(kind, str(place), board.pk, **said)
    part = participant(board.room.dialogue_id, by.pk)
    return putting.put(part, wish, key=key or cast.new_key())


def send(client, board: Board, kind: str, place: Any, key: str | None = None, **fields: Any):
    form = {"board": board.pk, "lane": "lane-1", "field-title": "Trams"}
    return press(client, url(board.room.dialogue, kind, place), key, **form | fields)


def begun(client, board: Board, kind: str, place: Any) -> dict[str, str]:
    """What the form begins with, field by field."""
    page = client.get(url(board.room.dialogue, kind, place), {"board": board.pk})
    return {one["name"]: one["words"] for one in page.context["fields"] if one["words"]}


def offered(client, dialogue, kind: str, place: Any) -> list[str]:
    """The titles of the boards that it can be put on."""
    page = client.get(url(dialogue, kind, place))
    assert page.status_code == 200, page
    return [board.title for board in page.context["taking"].boards]


def trace(board: Board, by, piece: str):
    part = participant(board.room.dialogue_id, by.pk)
    return tracing.came_from(board.stream_id, part, board.room)[piece]


def last() -> Promotion:
    return Promotion.objects.latest("pk")


def do_what_is_due() -> None:
    while job := queue.take():
        worker.do(job)


def lead_out(person, room) -> None:
    """Out of the room, and of its boards."""
    streams = tuple(reach.streams_in([room.pk])[room.pk])

    def act() -> None:
        for stream in streams:
            reach.let_go(stream, person.pk, by=person.pk)

    lane = room.dialogue.stream_id
    writer.run(Intent(act=act, actor=person.pk, streams=streams, lane=lane))
