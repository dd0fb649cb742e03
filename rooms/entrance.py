"""The way into a room from a page: only through what the person can follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from rooms.models import Room

T = TypeVar("T")


@dataclass(frozen=True)
class Visit:
    """A person's look at a room. `before`: at what was said before this seq, else at now."""

    room: Room
    by: Participation
    before: int | None = None
    _found: dict[Callable[[Visit], Any], Any] = field(
        default_factory=dict, compare=False, repr=False
    )

    def once(self, find: Callable[[Visit], T]) -> T:
        """What several panels of one page need is read for the first of them."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found


def enter(request: HttpRequest, slug: str, pk: int) -> Visit:
    """The person in the room; raises Http404 for whoever cannot follow it."""
    by = viewing.part_in(request, slug)
    rooms = Room.objects.visible_to(request.user).filter(dialogue=by.dialogue)
    room = get_object_or_404(rooms.select_related("dialogue", "stream"), pk=pk)
    return Visit(room, by, _before(request))


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
