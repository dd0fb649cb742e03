"""The corpus in group work: titles of rounds and groups, calls for help, notices."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from tests.support.payloads import CORPUS

AT_WORK = 40  # groups of the open round, each with its room, a call for help and a notice
OVER = 8  # every so many payloads, one is the title of a round that is over


def fill(filling: Any, people: list[int]) -> None:
    from breakout.models import Group, Move, Round, Seat

    now, ada = datetime.now(UTC), filling.by["ada"]
    over = {"dialogue": filling.dialogue, "opened_at": now, "closed_at": now}
    Round.objects.bulk_create(Round(title=p.text, **over) for p in CORPUS[::OVER])
    draft = Round.objects.create(dialogue=filling.dialogue, title=filling.one(120, 20))
    Group.objects.bulk_create(
        Group(round=draft, title=payload.text, position=place)
        for place, payload in enumerate(CORPUS[AT_WORK:])
    )
    work = Round.objects.create(
        dialogue=filling.dialogue,
        title=filling.one(120, 21),
        opened_at=now,
        version=1,
        people_choose=True,
    )
    groups = _at_work(filling, work)
    move = Move.objects.create(round=work, version=1, how=Move.How.BY_HAND, by=ada)
    Seat.objects.bulk_create(
        Seat(round=work, group=group, person_id=person, move=move)
        for person, group in zip(people[:120], itertools.cycle(groups))
    )
    _calls_and_notices(filling, work, groups, people)


def _at_work(filling: Any, round: Any) -> list[Any]:
    """Groups with rooms, which ada and cleo can follow."""
    from breakout.models import Group
    from polylogue.log.models import Stream
    from rooms.models import Attachment, Room

    streams = Stream.objects.bulk_create(
        Stream(rank=Stream.Rank.ROOM, root=filling.dialogue.stream) for _ in range(AT_WORK)
    )
    filling.streams.heads |= {stream.pk: 0 for stream in streams}
    Attachment.objects.bulk_create(
        Attachment(stream=stream, person=filling.by[name])
        for stream in streams
        for name in ("ada", "cleo")
    )
    titled = list(zip(CORPUS, streams, strict=False))
    rooms = Room.objects.bulk_create(
        Room(dialogue=filling.dialogue, stream=stream, title=payload.text, kind="group")
        for payload, stream in titled
    )
    return Group.objects.bulk_create(
        Group(round=round, title=room.title, position=place, room=room)
        for place, room in enumerate(rooms)
    )


def _calls_and_notices(filling: Any, round: Any, groups: list[Any], people: list[int]) -> None:
    from breakout.help.models import HelpCall
    from breakout.notices.models import Notice
    from polylogue.log.models import Audience

    told, ada = filling.streams, filling.by["ada"]
    crew = {"audience": Audience.CREW}
    turned = CORPUS[filling.offset % 300 :] + CORPUS
    calls = HelpCall.objects.bulk_create(
        HelpCall(group=group, by_id=person, words=payload.text)
        for group, person, payload in zip(groups, people, turned, strict=False)
    )
    notices = Notice.objects.bulk_create(
        Notice(round=round, by=ada, text=payload.text)
        for _, payload in zip(groups, turned[AT_WORK:], strict=False)
    )
    for group, call, notice in zip(groups, calls, notices, strict=True):
        about = {"call": call.pk, "group": group.pk, "room": group.room.pk}
        told.append(group.room.stream_id, "help.called", call.by_id, **about)
        told.append(filling.dialogue.stream_id, "help.called", call.by_id, crew, **about)
        told.append(group.room.stream_id, "notices.given", ada.pk, notice=notice.pk)
