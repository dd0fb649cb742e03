"""A board with two thousand pieces in a plenary of a hundred people, laid out through the writer."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from bench import stage, wire

PIECES = 2000
ORIGIN = "http://localhost:8000"
WORDS = "A tenth of our streets flood each spring; what did you do about drains that are too small?"


@dataclass
class Laid:
    """The board: its stream, its address, and who can follow it."""

    stream: int
    epoch: str
    slug: str
    path: str
    room: int
    cookies: list[str]


def lay_out(people: int) -> Laid:
    from polylogue.dialogues.intents import run_as
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User
    from rooms.models import Room
    from whiteboard import opening

    place = stage.rooms(1, people)[0]
    dialogue = Dialogue.objects.get(slug=place.slug)
    room = Room.objects.get(stream=place.stream)
    host = User.objects.get(participations__dialogue=dialogue, is_staff=True)

    def open_board(by: Any) -> int:
        return opening.open_board(room, by, opening.shipped("action_plan")).pk

    pk = run_as(dialogue, host, open_board, key="bench-board-one", content=None, reach=True).result
    board = _board(int(pk))
    _fill(board, dialogue, host)
    path = f"/d/{place.slug}/boards/{pk}/"
    return Laid(board.stream_id, board.stream.epoch, place.slug, path, place.stream, place.cookies)


def _board(pk: int) -> Any:
    from whiteboard.models import Board

    return Board.objects.select_related("stream").get(pk=pk)


def _fill(board: Any, dialogue: Any, host: Any) -> None:
    """Half cards, a third notes, the rest lines between them, as a long day leaves them."""
    from polylogue.log import writer
    from rooms.commands import intent
    from whiteboard import commands

    chance, answers = random.Random(7), []
    for number in range(PIECES):
        answers.append(
            writer.submit(
                intent(
                    commands.of(_piece(number, chance), board.stream_id),
                    key=f"bench-piece-{number}",
                    person=host.pk,
                    dialogue=dialogue.pk,
                    lane=dialogue.stream_id,
                )
            )
        )
    for answer in answers:
        answer.result(120)


def _piece(number: int, chance: random.Random) -> Any:
    from whiteboard import operations as ops

    spot = {"x": chance.randint(0, 9000), "y": chance.randint(0, 6000)}
    if number > 1700:
        start, end = named(chance.randrange(1000)), named(1000 + chance.randrange(700))
        return ops.ConnectPieces(piece=named(number), start=start, end=end)
    kind = "card" if number < 1000 else "note"
    words = WORDS[: chance.randint(20, len(WORDS))]
    fields = spot | ({"title": words, "goal": words} if kind == "card" else {"text": words})
    return ops.CreatePiece(piece=named(number), type=kind, fields=fields)


def named(number: int) -> str:
    return f"p{number:04}"


def socket(port: int, board: Laid, cookie: str) -> bytes:
    return wire.request(
        port, f"/live/{board.slug}/", cookie=cookie, origin=ORIGIN, protocol="polylogue.v1"
    )


def hello(board: Laid, head: int) -> bytes:
    cursor = {"stream": board.stream, "epoch": board.epoch, "seq": head}
    return json.dumps({"t": "hello", "v": 1, "room": board.room, "cursors": [cursor]}).encode()
