"""Ways of filling groups with people: each brings a section of a round's board. The board knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from breakout.models import Round
from polylogue.dialogues.models import Participation

Load = Callable[[Round, Participation], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Way:
    title: str | Promise
    template: str
    load: Load


WAYS: list[Way] = []


def way(title: str | Promise, template: str) -> Callable[[Load], Load]:
    """Declares a way: its load gives what its template shows of a round, or None where it does not fit.

    The template gets that with `round`, `by` and the way's `title`, and stands in a fold of its own.
    """

    def declare(load: Load) -> Load:
        WAYS.append(Way(title, template, load))
        return load

    return declare


def shown(round: Round, by: Participation) -> list[dict[str, Any]]:
    """What each way shows of this round, with its title and template."""
    found = [(way, way.load(round, by)) for way in WAYS]
    return [
        {"title": way.title, "template": way.template, **seen}
        for way, seen in found
        if seen is not None
    ]
