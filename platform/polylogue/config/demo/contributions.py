"""What people bring to the demo event: challenges, some of them on the programme, and experience."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from breakout.challenges import bringing, programme, writing
from breakout.challenges.particulars import Particulars
from polylogue.config.demo.source import FOLDER
from polylogue.dialogues.models import Participation

if TYPE_CHECKING:
    from polylogue.config.demo.loading import Demo

APART = timedelta(seconds=7)
LEAD = "nomvula"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A challenge; `on`: its place on the programme, from 1."""

    by: str
    title: str
    context: str
    tried: str
    obstacle: str
    question: str
    help_wanted: str
    topics: list[str]
    languages: list[str]
    scope: str
    on: int = 0
    is_draft: bool = False

    def said(self) -> Particulars:
        names = [name for name in Particulars.__dataclass_fields__ if name != "as_city"]
        return Particulars(**{name: getattr(self, name) for name in names}, as_city=True)


class Bring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    by: str
    topics: list[str]
    sentence: str


class Contributions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    challenges: list[Case]
    brings: list[Bring]


def happen(demo: Demo, before: datetime) -> None:
    """All of it is written shortly before this moment, when everybody has joined."""
    found = msgspec.json.decode((FOLDER / "contributions.json").read_bytes(), type=Contributions)
    chosen = sorted((case for case in found.challenges if case.on), key=lambda case: case.on)
    steps = len(found.challenges) + len(found.brings) + len(chosen)
    moments = iter(before - APART * (steps - number) for number in range(steps))
    for bring in found.brings:
        demo.once(f"brings-{bring.by}", demo.people[bring.by], next(moments), _say(bring))
    written: dict[str, int] = {}
    for case in found.challenges:
        name = f"challenge-{case.by}"
        done = demo.once(name, demo.people[case.by], next(moments), _write(case))
        written[case.by] = int(done.result().result)
    for case in chosen:
        put = _put_on(written[case.by])
        demo.once(f"programme-{case.by}", demo.people[LEAD], next(moments), put).result()


def _say(bring: Bring) -> Callable[[Participation], Any]:
    return lambda by: bringing.say(by, topics=bring.topics, sentence=bring.sentence)


def _write(case: Case) -> Callable[[Participation], Any]:
    return lambda by: writing.write(by, case.said(), offers=not case.is_draft)


def _put_on(challenge: int) -> Callable[[Participation], Any]:
    return lambda by: programme.put_on(by, challenge=challenge)
