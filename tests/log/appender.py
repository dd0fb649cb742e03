"""A process that writes to shared streams: `python -m tests.log.appender SEED COUNT PERSON STREAM…`

Keys are numbers that every process uses, so that they race for each of them; some commands are
rolled back after they appended. What was answered goes to standard output, one line per command.
"""

from __future__ import annotations

import json
import os
import random
import sys

import django


def main(seed: int, count: int, person: int, streams: list[int]) -> None:
    from polylogue.dialogues.entries import AnnouncementMade
    from polylogue.kit.refusals import NotAllowed
    from polylogue.log import journal, writer
    from polylogue.log.intents import Intent, Receipt, digest

    chance = random.Random(seed)

    def intent(number: int) -> Intent:
        here = random.Random(number).sample(streams, 1 + number % 2)
        ends_badly = chance.random() < 0.2

        def act() -> None:
            for stream in here:
                journal.append(stream, AnnouncementMade(text=f"number {number}"), by=person)
            if ends_badly:
                raise NotAllowed

        text = digest(number)
        return Intent(
            act=act,
            actor=person,
            streams=tuple(here),
            lane=here[0],
            key=f"number-{number}",
            digest=text,
        )

    def tell(number: int, answer: Receipt | BaseException) -> None:
        if isinstance(answer, Receipt):
            line = {"number": number, "stream": answer.stream, "seq": answer.seq}
        else:
            line = {"number": number, "error": getattr(answer, "code", repr(answer))}
        print(json.dumps(line), flush=True)

    numbers = list(range(count))
    chance.shuffle(numbers)
    for start in range(0, count, 8):
        asked = [(n, writer.submit(intent(n))) for n in numbers[start : start + 8]]
        for number, future in asked:
            tell(number, future.exception(60) or future.result())
    writer.drain(30)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")
    django.setup()
    seed, count, person, *streams = map(int, sys.argv[1:])
    main(seed, count, person, streams)
