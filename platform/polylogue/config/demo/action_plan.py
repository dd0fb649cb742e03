"""The board of the demo event: its project ideas as an action plan, with first steps by those who take them.

One more is taken up from the conversation, and the first is a project idea with a page of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from polylogue.config.demo.timetable import Placed
from polylogue.dialogues import intents
from polylogue.followup.ideas import writing as planning
from polylogue.people.models import User
from polylogue.texts.differing import diff
from whiteboard import commands
from whiteboard import operations as ops
from whiteboard.models import Board
from whiteboard.operations import Operation
from whiteboard.promoting import putting
from whiteboard.promoting.putting import Wish

if TYPE_CHECKING:
    from polylogue.config.demo.loading import Demo

IN = "action-planning"
STORY = Path(__file__).parent / "action_plan.json"


class Deed(NamedTuple):
    """Something that somebody does on the board, so many seconds after the session began."""

    at: float
    by: str
    name: str
    operation: Operation


def happen(demo: Demo, session: Placed) -> None:
    """The plan grows while the ideas are told, if this is the session in which they are."""
    if session.plan.key == IN:
        _grow(demo, json.loads(STORY.read_text()), session.starts_at)


def _grow(demo: Demo, story: dict[str, Any], start: datetime) -> None:
    lead, at = demo.people[story["by"]], start + timedelta(seconds=story["opened_at"])
    opens = commands.OpenBoard(
        stream=demo.plenary.stream_id, template=story["template"], title=story["title"]
    )
    opened = demo.command("plan", lead, at, opens).result()
    board = Board.objects.get(pk=opened.result)
    for deed in sorted(_deeds(story), key=lambda deed: (deed.at, deed.name)):
        moment = start + timedelta(seconds=deed.at)
        command = commands.of(_now(board, deed.operation), board.stream_id)
        demo.command(f"plan-{deed.name}", demo.people[deed.by], moment, command).result()
    _take_up(demo, story["taken"], board, start)
    _make_an_idea(demo, story["idea"], board, start)
    _keep(demo, story["version"], board, lead, start)


def _deeds(story: dict[str, Any]) -> Iterator[Deed]:
    for card in story["cards"]:
        fields = {**card["fields"], "colour": card["colour"]}
        made = ops.CreatePiece(piece=card["card"], type="card", fields=fields, lane=card["lane"])
        yield Deed(card["at"], card["by"], card["card"], made)
    for note in story["notes"]:
        name, fields = note["note"], {"text": note["text"]}
        made = ops.CreatePiece(piece=name, type="note", fields=fields, lane=note["lane"])
        yield Deed(note["at"], note["by"], name, made)
        line = ops.ConnectPieces(piece=f"{name}-of", start=name, end=note["to"])
        yield Deed(note["at"] + 5, note["by"], f"{name}-of", line)
    for number, one in enumerate(story["corrections"]):
        words = _corrected(story, one)
        edit = ops.EditText(piece=one["piece"], field=one["field"], base=0, op=words)
        yield Deed(one["at"], one["by"], f"corrected-{number}", edit)


def _take_up(demo: Demo, taken: dict[str, Any], board: Board, start: datetime) -> None:
    """What somebody said becomes a card."""
    by, at = demo.people[taken["by"]], start + timedelta(seconds=taken["at"])
    place = f"{demo.plenary.stream_id}-{demo.place(taken['message'])}"
    wish = Wish("message", place, board.pk, taken["lane"], taken["written"])
    part = intents.participant(demo.dialogue.pk, by.pk)
    asked = putting.asked(part, wish, key=f"demo{demo.edition}taken")
    demo.submit("plan-taken", by, at, asked.act, streams=asked.streams).result()


def _make_an_idea(demo: Demo, idea: dict[str, Any], board: Board, start: datetime) -> None:
    make = lambda by: planning.make(by, board.pk, idea["of"], fields=idea["fields"])  # noqa: E731
    at = start + timedelta(seconds=idea["at"])
    demo.once("plan-idea", demo.people[idea["by"]], at, make, reach=True).result()


def _keep(demo: Demo, version: dict[str, Any], board: Board, lead: User, start: datetime) -> None:
    named = commands.of(ops.NameVersion(label=version["label"]), board.stream_id)
    moment = start + timedelta(seconds=version["at"])
    demo.command("plan-version", lead, moment, named).result()


def _corrected(story: dict[str, Any], one: dict[str, Any]) -> list[Any]:
    (was,) = (c["fields"][one["field"]] for c in story["cards"] if c["card"] == one["piece"])
    return diff(was, was.replace(one["was"], one["is"]))


def _now(board: Board, operation: Operation) -> Operation:
    """An edit is for the board as it stands when it is made."""
    if not isinstance(operation, ops.EditText):
        return operation
    board.stream.refresh_from_db()
    return msgspec.structs.replace(operation, base=board.stream.head)
