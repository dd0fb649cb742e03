"""Rows of the tables that nobody's deeds in the two dialogues fill, written as they are.

What stands in them makes no sense; all that matters is whom and what they name.
"""

from __future__ import annotations

from typing import Any

import msgspec
from django.apps import apps
from django.utils import timezone

from breakout.models import Group, Round
from breakout.scripts import running, shipping
from chat.models import Message
from polylogue.dialogues.models import Dialogue
from polylogue.followup.models import Practice
from polylogue.log.models import Stream
from rooms.models import Room
from whiteboard.models import Piece


def fill(dialogue: Dialogue) -> None:
    """One row of each, with people and places of this dialogue."""
    for label, values in rows(dialogue):
        apps.get_model(label).objects.create(**values)


def rows(dialogue: Dialogue) -> list[tuple[str, dict[str, Any]]]:
    now = timezone.now()
    person, other = (part.person for part in dialogue.participations.order_by("-pk")[:2])
    room = Room.objects.filter(dialogue=dialogue).order_by("-pk")[0]
    group = Group.objects.filter(round__dialogue=dialogue).order_by("-pk")[0]
    message = Message.objects.filter(stream__root=dialogue.stream).order_by("-stream")[0]
    practice = Practice.objects.filter(dialogue=dialogue, contact_stop=None).order_by("-pk")[0]
    piece = Piece.objects.filter(board__room__dialogue=dialogue).order_by("-board")[0]
    at = {"stream": message.stream, "seq": message.seq}
    polls = _polls(message.stream, other)
    introducing = apps.get_model("reports.Introducing").objects.create(dialogue=dialogue, by=other)
    export = _made(dialogue, room, other)
    by, kept = {"by": other, "at": now}, {"author": other, "content": {}}
    return [
        ("challenges.Reminder", {"dialogue": dialogue, "person": person, **by}),
        ("chat.InboxPosition", {"dialogue": dialogue, "person": person}),
        ("chat.ThreadPosition", {"person": person, "thread": message.seq, **_on(message)}),
        ("followup.ContactStop", {"practice": practice, **by}),
        ("followup.LibraryExport", _export(dialogue, practice, other)),
        ("harvest.Turn", {"round": group.round, "group": group, "position": 1}),
        ("moderation.SlowMode", {"room": room, "seconds": 30}),
        ("polls.Ballot", {"poll": polls[0], "choices": [1]}),
        ("polls.Pulse", {"stream": message.stream, "told_at": now}),
        ("polls.Roll", {"poll": polls[0], "people": sorted([person.pk, other.pk])}),
        ("polls.Urn", {"poll": polls[0], "ballots": {"[1]": 2}}),
        ("polls.Vote", {"poll": polls[1], "person": person, "choices": [0]}),
        ("questions.Pulse", {"stream": message.stream, "told_at": now}),
        ("questions.Untold", at),
        ("questions.Vote", {**at, "person": person}),
        ("reactions.Untold", at),
        ("reports.ContactChoice", _choice(dialogue, person)),
        ("reports.Introduction", {"introducing": introducing, "person": person}),
        ("rooms.Hand", {"room": room, "person": person}),
        ("rooms.ReadPosition", {"person": person, **_on(message)}),
        ("rooms.Stay", {"dialogue": dialogue, "room": room, "person": person, **_stay(now)}),
        ("scripts.GroupRun", _run(group, person, other)),
        ("transcripts.Download", {"export": export, **_download(dialogue, room, other)}),
        (
            "whiteboard.Dots",
            {"board": piece.board, "round": 1, "piece": piece.name, **_dots(person)},
        ),
        ("whiteboard.OwnTemplate", {"dialogue": dialogue, "name": "Ours", **kept}),
    ]


def _on(message: Message) -> dict[str, Any]:
    return {"stream": message.stream, "seq": message.seq}


def _polls(stream: Stream, author: Any) -> list[Any]:
    draft = {"stream": stream, "author": author, "question": "How?", "kind": "single"}
    ways = ({"is_anonymous": True}, {})
    return [
        apps.get_model("polls.Poll").objects.create(**draft, options=["a", "b"], **how)
        for how in ways
    ]


def _export(dialogue: Dialogue, practice: Practice, by: Any) -> dict[str, Any]:
    said = {"format": "csv", "by": by, "wanted": {"topic": "water"}}
    return {"dialogue": dialogue, "practices": [practice.pk, practice.pk + 1000], **said}


def _choice(dialogue: Dialogue, person: Any) -> dict[str, Any]:
    said = {"is_shared": True, "wants_mail": True, "chosen_at": timezone.now()}
    return {"dialogue": dialogue, "person": person, **said}


def _stay(now: Any) -> dict[str, Any]:
    return {"since": now, "until": now}


def _dots(person: Any) -> dict[str, Any]:
    return {"person": person, "dots": 2}


def _run(group: Group, *people: Any) -> dict[str, Any]:
    script = shipping.named(shipping.NAMES[0])
    run = running.plan(script, [one.pk for one in people], people[0].pk, seed=1)
    chosen = apps.get_model("scripts.RoundScript").objects.create(
        round=Round.objects.get(pk=group.round_id), content=msgspec.to_builtins(script)
    )
    return {"group": group, "script": chosen, "state": msgspec.to_builtins(run.state)}


def _download(dialogue: Dialogue, room: Room, by: Any) -> dict[str, Any]:
    heads = [[room.stream_id, "0a1b2c3d", 7]]
    return {"dialogue": dialogue, "room": room, "format": "jsonl", "heads": heads, "by": by}


def _made(dialogue: Dialogue, room: Room, by: Any) -> Any:
    """An export whose file is gone already."""
    now = timezone.now()
    choices = {"rooms": [room.pk], "session": dialogue.sessions.earliest("pk").pk}
    said = {"purpose": "record", "choices": choices, "forms": ["jsonl"], "by": by}
    heads = [[room.stream_id, "0a1b2c3d", 7]]
    return apps.get_model("transcripts.Export").objects.create(
        dialogue=dialogue, heads=heads, expires_at=now, finished_at=now, removed_at=now, **said
    )
