"""The processes of `bench.exports`: one fills a database, the others write one form each."""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import psutil

from bench import stage

ROOMS = 12
AT_ONCE = 5_000
WORDS = [
    "water",
    "wind",
    "street",
    "roof",
    "tree",
    "school",
    "bridge",
    "garden",
    "market",
    "morning",
    "city",
    "river",
    "heat",
    "people",
]
PEOPLE = 40
EVERY = timedelta(seconds=1)


def fill(count: int) -> None:
    """Messages of a day with twelve rooms and five sessions, of some dozen words each."""
    from django.utils import timezone

    from chat.models import Message
    from polylogue.dialogues.models import Dialogue, Participation, Session
    from polylogue.log.models import Entry, Stream
    from rooms.models import Room

    stage.rooms(1, PEOPLE)
    dialogue = Dialogue.objects.get()
    people = list(Participation.objects.values_list("person", flat=True))
    rooms = list(Room.objects.all())
    for number in range(ROOMS - len(rooms)):
        stream = Stream.objects.create(rank=Stream.Rank.ROOM, root=dialogue.stream)
        rooms.append(Room.objects.create(dialogue=dialogue, stream=stream, title=f"Room {number}"))
    begins = timezone.now() - count / ROOMS * EVERY
    for number in range(5):
        starts = begins + number * (count / ROOMS / 5) * EVERY
        Session.objects.create(
            dialogue=dialogue,
            kind="plenary",
            title=f"Session {number}",
            starts_at=starts,
            ends_at=starts + (count / ROOMS / 6) * EVERY,
        )
    chance = random.Random(7)
    for room in rooms:
        head = room.stream.head
        each = count // ROOMS
        for start in range(0, each, AT_ONCE):
            seqs = range(head + start + 1, head + min(start + AT_ONCE, each) + 1)
            authors = {seq: chance.choice(people) for seq in seqs}
            at = {seq: begins + (seq - head) * EVERY for seq in seqs}
            Entry.objects.bulk_create(
                Entry(
                    stream=room.stream,
                    seq=seq,
                    kind="chat.message_posted",
                    actor_id=authors[seq],
                    at=at[seq],
                    data={"key": f"bench-{seq:08}"},
                )
                for seq in seqs
            )
            Message.objects.bulk_create(
                Message(
                    stream=room.stream,
                    seq=seq,
                    author_id=authors[seq],
                    posted_at=at[seq],
                    text=_text(chance),
                )
                for seq in seqs
            )
        Stream.objects.filter(pk=room.stream_id).update(head=head + each)


def _text(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(6, 40))
    words[0] = f"**{words[0]}**" if chance.random() < 0.1 else words[0]
    return " ".join(words) + "."


def write(form: str) -> dict[str, float]:
    from polylogue.dialogues.models import Dialogue
    from polylogue.transcripts.cut import transcript_of
    from polylogue.transcripts.filing import FORMS

    dialogue = Dialogue.objects.get()
    with Memory() as memory:
        began = time.perf_counter()
        if form == "rows":
            _loop()
        else:
            for _name, pieces in FORMS[form].files(transcript_of(dialogue), lambda count: None):
                _drain(pieces)
        return {"s": time.perf_counter() - began, "mb": memory.over_idle()}


def _loop() -> None:
    """The same rows, and nothing made of them."""
    from chat.models import Message
    from polylogue.log.models import Entry

    for model in (Entry, Message):
        for _row in model._default_manager.order_by("stream_id", "seq").iterator(chunk_size=1000):
            pass


def _drain(pieces: Iterable[bytes]) -> None:
    with Path(os.devnull).open("wb") as nowhere:
        nowhere.writelines(pieces)


class Memory:
    """The most that this process holds, looked at twenty times a second, over what it had at first."""

    def __enter__(self) -> Memory:
        self.process = psutil.Process()
        self.idle = self.peak = self.process.memory_info().rss
        self.ended = threading.Event()
        self.looks = threading.Thread(target=self._look, daemon=True)
        self.looks.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.looks.join()

    def over_idle(self) -> float:
        return (self.peak - self.idle) / 2**20

    def _look(self) -> None:
        while not self.ended.wait(0.05):
            self.peak = max(self.peak, self.process.memory_info().rss)


if __name__ == "__main__":
    stage.settle(Path(os.environ["BENCH_FOLDER"]))
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
        print(json.dumps({}))
    else:
        print(json.dumps(write(sys.argv[2])))
