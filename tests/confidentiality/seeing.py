"""What was seen: by whom, on which surface, which canaries."""

from __future__ import annotations

from collections import defaultdict

from polylogue.kit.surfaces import SURFACES, Kind, Layer, Surface
from tests.confidentiality.world import World

OUTER = {Layer.OUTSIDE, Layer.INVITATION}


class Seen:
    def __init__(self, world: World) -> None:
        self.world = world
        self.by: dict[tuple[Surface, str], set[str]] = defaultdict(set)
        self.asked: set[Surface] = set()
        self.policies: set[str] = set()
        self.taken: dict[tuple[object, ...], dict[str, set[str]]] = defaultdict(dict)
        """What stood in each form of an export: by what it is and whose, then by form."""

    def note(self, kind: Kind, name: str, letter: str, body: str | None) -> None:
        """Somebody asked a surface; `body` is what they got, if they got anything."""
        surface = SURFACES[kind, name]
        self.asked.add(surface)
        if body:
            self.by[surface, letter] |= self.world.find(body)

    def leaks(self) -> list[str]:
        """What was seen above its layer, or by whom it is not for."""
        return sorted(
            f"{letter} saw {canary.thing} of {canary.circle} ({canary.rule}) on {surface.kind} {surface.name}"
            for (surface, letter), texts in self.by.items()
            for canary in (self.world.canaries[text] for text in texts)
            if not canary.may_be_seen(letter, surface)
        )

    def readers(self) -> dict[str, set[str]]:
        """By canary, who saw it anywhere inside."""
        found: dict[str, set[str]] = defaultdict(set)
        for (surface, letter), texts in self.by.items():
            if surface.shows not in OUTER:
                for text in texts:
                    found[text].add(letter)
        return found

    def outside(self) -> set[str]:
        """The canaries that stand in what may be passed on, whoever got it; their own names aside."""
        return {
            text
            for (surface, letter), texts in self.by.items()
            for text in texts
            if surface.shows is Layer.OUTSIDE and letter not in self.world.canaries[text].owner
        }

    def shown_on(self, surface: Surface) -> set[str]:
        return set().union(*(seen for (place, _), seen in self.by.items() if place == surface))
