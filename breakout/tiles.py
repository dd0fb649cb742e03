"""What other parts of group work show of each group in the cockpit, which knows none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from breakout.models import Round
from polylogue.dialogues.models import Participation

Shown = dict[int, tuple[str, dict[str, Any]]]  # by group: a template, and what it needs
Load = Callable[[Round, Participation], Shown]

LOADS: list[Load] = []
CHANGES: set[str] = set()


def tile(*renewed_by: str) -> Callable[[Load], Load]:
    """Declares what a tile shows; after entries of these kinds the cockpit asks for it again.

    They must stand in the dialogue's stream, which is the one that every page follows.
    """

    def declare(load: Load) -> Load:
        LOADS.append(load)
        CHANGES.update(renewed_by)
        return load

    return declare


def shown(round: Round, by: Participation) -> dict[int, list[dict[str, Any]]]:
    """By group, what its tile shows, each with its template."""
    parts: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for load in LOADS:
        for group, (template, seen) in load(round, by).items():
            parts[group].append({"template": template, **seen})
    return parts
