"""What the wings put on the stage of a room page: the hall shows it without knowing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rooms.entrance import Visit

Load = Callable[[Visit], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and the function that reads what it shows."""

    template: str
    load: Load


STAGE: list[Panel] = []


def on_stage(template: str) -> Callable[[Load], Load]:
    """Declares a panel of every room page, shown in the order of declaration."""

    def declare(load: Load) -> Load:
        STAGE.append(Panel(template, load))
        return load

    return declare


def shown(visit: Visit) -> list[dict[str, Any]]:
    """What each panel's template needs, with the template."""
    return [{"template": panel.template, **panel.load(visit)} for panel in STAGE]
