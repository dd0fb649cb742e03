"""What the wings put on a room page: the hall shows it without knowing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from rooms.entrance import Visit

Load = Callable[[Visit], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and the function that reads what it shows, or None where there is nothing to see."""

    template: str
    load: Load
    name: str = ""
    title: str | Promise = ""
    icon: str = ""


STAGE: list[Panel] = []
SIDE: list[Panel] = []


def on_stage(template: str, *, first: bool = False) -> Callable[[Load], Load]:
    """Declares a panel of every room page, shown in the order of declaration, or before all others."""

    def declare(load: Load) -> Load:
        STAGE.insert(0 if first else len(STAGE), Panel(template, load))
        return load

    return declare


def at_side(name: str, template: str, *, title: str | Promise, icon: str) -> Callable[[Load], Load]:
    """Declares a panel beside the conversation, with a tab of this title and icon."""

    def declare(load: Load) -> Load:
        SIDE.append(Panel(template, load, name, title, icon))
        return load

    return declare


def shown(visit: Visit) -> list[dict[str, Any]]:
    """What each panel's template needs, with the template."""
    return _loaded(STAGE, visit)


def beside(visit: Visit) -> list[dict[str, Any]]:
    """The same for the panels at the side; `name`, `title` and `icon` are those of the tab."""
    return _loaded(SIDE, visit)


def _loaded(panels: list[Panel], visit: Visit) -> list[dict[str, Any]]:
    found = [(panel, panel.load(visit)) for panel in panels]
    return [
        {
            "template": panel.template,
            "name": panel.name,
            "title": panel.title,
            "icon": panel.icon,
            **seen,
        }
        for panel, seen in found
        if seen is not None
    ]
