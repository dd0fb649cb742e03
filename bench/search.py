"""What a search costs: 100,000 messages, the permission filter on, beside the plain LIKE scan."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from bench import servers, stage

MESSAGES = 100_000
DIALOGUES, ROOMS = 2, 12
WORDS = 12_000
ASKED = 20  # queries of each sort
SYLLABLES = list(
    map(
        str.strip,
        [
            "ba",
            "co",
            "di",
            "fu",
            "ga",
            "he",
            "ji",
            "ko",
            "lu",
            "ma",
            "ne",
            "or",
            "pi",
            "qua",
            "ra",
            "si",
            "to",
            "un",
            "ve",
            "wi",
            "xa",
            "yo",
            "zé",
            "ñu",
            "lö",
            "čá",
        ],
    )
)


class Language:
    """Words that are used as often as in any language: the n-th about 1/n times as often as the first."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        made: dict[str, None] = {}
        while len(made) < WORDS:
            made["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
        self.words = list(made)
        self.sums = list(accumulate(1 / (place + 2.7) for place in range(WORDS)))

    def text(self) -> str:
        length = min(120, 4 + int(self.chance.expovariate(1 / 22)))
        return " ".join(self.chance.choices(self.words, cum_weights=self.sums, k=length))

    def queries(self) -> dict[str, list[str]]:
        """By sort: what people type, from a frequent word to one that is still being typed."""
        pick = self.chance.choice
        return {
            "frequent word": [pick(self.words[20:200]) + " " for _ in range(ASKED)],
            "ordinary word": [pick(self.words[200:2000]) + " " for _ in range(ASKED)],
            "rare word": [pick(self.words[2000:]) + " " for _ in range(ASKED)],
            "two words": [
                f"{pick(self.words[100:1000])} {pick(self.words[20:400])} " for _ in range(ASKED)
            ],
            "while typing": [pick(self.words[200:4000])[:4] for _ in range(ASKED)],
        }


def settle(folder: Path, url: str) -> None:
    stage.settle(folder, url)
    from polylogue.dialogues.models import Dialogue
    from polylogue.log import writer
    from polylogue.log.intents import Intent
    from polylogue.people.models import User
    from rooms import reach

    stage.rooms(DIALOGUES, 30)
    for dialogue in Dialogue.objects.select_related("stream"):
        host = User.objects.get(participations__dialogue=dialogue, is_staff=True)

        def open_rooms(dialogue: Dialogue = dialogue, host: User = host) -> None:
            for number in range(ROOMS - 1):
                reach.open_room(dialogue, by=host, title=f"Room {number}")

        lane = dialogue.stream_id
        writer.run(Intent(act=open_rooms, actor=host.pk, streams=(lane,), lane=lane))


def fill(language: Language) -> None:
    """Messages in all rooms, as the writer would have left them."""
    from django.db import connection

    from chat.models import Message
    from polylogue.log import rows
    from polylogue.log.models import Entry, Stream
    from rooms.models import Attachment, Room

    chance = language.chance
    streams = list(Room.objects.values_list("stream", flat=True))
    people = {
        s: list(Attachment.objects.filter(stream=s).values_list("person", flat=True))
        for s in streams
    }
    heads, at = dict.fromkeys(streams, 0), datetime(2026, 3, 2, 9, tzinfo=UTC)
    entries: list[Any] = []
    messages: list[Any] = []
    for number in range(MESSAGES):
        at += timedelta(seconds=2)
        stream = chance.choice(streams)
        heads[stream] += 1
        place = {"stream_id": stream, "seq": heads[stream]}
        by = chance.choice(people[stream])
        data = {"key": f"bench-{number}"}
        entries.append(Entry(**place, kind="chat.message_posted", actor_id=by, at=at, data=data))
        messages.append(Message(**place, author_id=by, posted_at=at, text=language.text()))
        if len(entries) == 500 or number == MESSAGES - 1:
            rows.insert(entries)
            rows.insert(messages)
            entries, messages = [], []
    for stream, head in heads.items():
        Stream.objects.filter(pk=stream).update(head=head)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def index() -> float:
    """Reads everything into the index; the microseconds of one message."""
    from django.db import connection

    from polylogue.log.models import Stream
    from polylogue.search import following

    streams = list(Stream.objects.values_list("pk", flat=True))
    started = time.perf_counter()
    while following.catch_up(streams):
        pass
    cost = (time.perf_counter() - started) / MESSAGES * 1e6
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cost


def reader() -> tuple[Any, Any]:
    """Somebody who left half of the rooms of their dialogue."""
    from polylogue.dialogues.models import Dialogue
    from polylogue.search.finding import Reader
    from rooms import reach
    from rooms.models import Attachment

    dialogue = Dialogue.objects.earliest("pk")
    person = dialogue.participations.latest("pk").person_id
    rooms = list(dialogue.rooms.values_list("stream", flat=True))[ROOMS // 2 :]
    Attachment.objects.filter(person=person, stream__in=rooms).update(until_seq=1)
    streams = reach.streams_of(person, dialogue.pk)
    return dialogue, Reader(person, dialogue.stream_id, is_crew=False, streams=streams)


def like(reader: Any, query: str) -> int:
    """The same question by LIKE over the texts, each word anywhere in them."""
    from django.db import connection

    from polylogue.search.finding import MOST

    streams, words = list(reader.streams), query.split()
    marks = ", ".join(["%s"] * len(streams))
    texts = " AND ".join(["text LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stream_id, seq FROM chat_message WHERE stream_id IN ({marks})"
            f" AND deleted_at IS NULL AND hidden_at IS NULL AND {texts}"
            f" ORDER BY posted_at DESC LIMIT {MOST}",
            [*streams, *(f"%{word}%" for word in words)],
        )
        return len(cursor.fetchall())


def measured(language: Language) -> dict[str, float]:
    """Each query by turns: the index, the whole page of results, and LIKE; milliseconds."""
    from polylogue.search import finding, results
    from polylogue.search.query import parse

    dialogue, who = reader()
    times: dict[str, list[float]] = {"index": [], "page": [], "like": []}
    print(f"  {'':16}{'hits':>6}{'index':>10}{'page':>10}{'LIKE':>10}   ms, medians")
    for sort, queries in language.queries().items():
        hits: list[int] = []
        here: dict[str, list[float]] = {name: [] for name in times}
        for query in queries:
            wanted = finding.Wanted(query=parse(query, typing=True))
            hits.append(len(finding.find(wanted, who)))
            here["index"].append(_ms(lambda wanted=wanted: finding.find(wanted, who)))
            here["page"].append(_ms(lambda wanted=wanted: results.page(dialogue, wanted, who)))
            here["like"].append(_ms(lambda query=query: like(who, query)))
        middle = {name: statistics.median(some) for name, some in here.items()}
        print(
            f"  {sort:16}{statistics.median(hits):>6.0f}{middle['index']:>10.1f}"
            f"{middle['page']:>10.1f}{middle['like']:>10.1f}",
            flush=True,
        )
        for name, some in here.items():
            times[name] += some
    whole = {name: statistics.median(some) for name, some in times.items()}
    worst = max(times["page"])
    print(
        f"  {'all':16}{'':>6}{whole['index']:>10.1f}{whole['page']:>10.1f}{whole['like']:>10.1f}"
        f"   slowest page {worst:.0f}"
    )
    return {"median_ms": whole["page"], "ratio_to_like": whole["index"] / whole["like"]}


def _ms(way: Callable[[], Any]) -> float:
    started = time.perf_counter()
    way()
    return 1000 * (time.perf_counter() - started)


def part(name: str) -> None:
    """One database in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "sqlite":
            found = beside_like(Path(folder), "")
        else:
            with servers.postgres() as url:
                found = beside_like(Path(folder), url)
    print(json.dumps(found))


def beside_like(folder: Path, url: str) -> dict[str, float]:
    language = Language(random.Random(3))
    settle(folder, url)
    print(f"  writing {MESSAGES:,} messages …", flush=True)
    fill(language)
    print("  reading them into the index …", flush=True)
    print(f"  {index():.0f} µs a message in the index", flush=True)
    return measured(language)


def run_part(name: str) -> dict[str, float]:
    print(f"{name}", flush=True)
    command, last = [sys.executable, "-m", "bench.search", name], ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if last:
                print(last, flush=True)
            last = line.rstrip()
    found: dict[str, float] = json.loads(last)
    return found


def main() -> None:
    found = {name: run_part(name) for name in ("sqlite", "postgres")}
    print(
        json.dumps(
            {
                f"{name}_{key}": round(value, 3)
                for name, parts in found.items()
                for key, value in parts.items()
            }
        )
    )


if __name__ == "__main__":
    part(sys.argv[1]) if len(sys.argv) > 1 else main()
