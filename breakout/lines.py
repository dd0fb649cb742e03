"""What other parts of group work say of a round in the head of its board, which knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from breakout.models import Round
from polylogue.dialogues.models import Participation

Load = Callable[[Round, Participation], dict[str, Any] | None]

LINES: list[tuple[str, Load]] = []


def line(template: str) -> Callable[[Load], Load]:
    """Declares a line: its load gives what the template shows of a round, or None for no line.

    The template gets that as `line`, with `round` and `by`.
    """

    def declare(load: Load) -> Load:
        LINES.append((template, load))
        return load

    return declare


def shown(round: Round, by: Participation) -> list[dict[str, Any]]:
    """Each line that there is to say of this round, with its template."""
    found = [(template, load(round, by)) for template, load in LINES]
    return [{"template": template, **seen} for template, seen in found if seen is not None]
