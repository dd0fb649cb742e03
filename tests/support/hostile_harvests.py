"""The corpus in what groups bring home: four payloads in each harvest, one as its reason, one as its title."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.support.payloads import CORPUS

TITLE, BECAUSE, FIELDS = 120, 300, 4


def fill(filling: Any, people: list[int]) -> None:
    from breakout.harvest.fields import TEXTS
    from breakout.harvest.models import Sheet
    from breakout.models import Group, Move, Round, Seat
    from polylogue.log.models import Stream
    from polylogue.texts.models import Text
    from rooms.models import Attachment, Room

    dialogue, ada, now = filling.dialogue, filling.by["ada"], datetime.now(UTC)
    lines = [payload.text for payload in CORPUS if len(payload.text) <= TITLE]
    reasons = [payload.text for payload in CORPUS if len(payload.text) <= BECAUSE]
    round = Round.objects.create(
        dialogue=dialogue, title=lines[3], opened_at=now, closed_at=now, version=1
    )
    move = Move.objects.create(round=round, version=1, how="by_hand", by=ada)
    for start in range(0, len(CORPUS), FIELDS):
        stream = Stream.objects.create(rank=Stream.Rank.ROOM, root=dialogue.stream)
        filling.streams.heads[stream.pk] = 0
        Attachment.objects.create(stream=stream, person=ada)
        title = lines[start % len(lines)]
        room = Room.objects.create(dialogue=dialogue, stream=stream, title=title, kind="group")
        group = Group.objects.create(round=round, title=title, position=start, room=room)
        about = {"room": room.pk, "group": group.pk, "title": title}
        seq = filling.streams.append(dialogue.stream_id, "harvest.handed_in", ada.pk, **about)
        Sheet.objects.create(
            room=room, because=reasons[start % len(reasons)], handed_at=now, handed_by=ada, seq=seq
        )
        Text.objects.bulk_create(
            Text(stream=stream, name=name, words=payload.text)
            for name, payload in zip(TEXTS, CORPUS[start : start + FIELDS], strict=False)
        )
    Seat.objects.create(round=round, group=group, person_id=people[0], move=move)
