"""The way into a room from a page: only through what the person can follow."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from rooms.models import Room


class Visit(NamedTuple):
    """A person's look at a room. `before`: at what was said before this seq, else at now."""

    room: Room
    by: Participation
    before: int | None = None


def enter(request: HttpRequest, slug: str, pk: int) -> Visit:
    """The person in the room; raises Http404 for whoever cannot follow it."""
    by = viewing.part_in(request, slug)
    rooms = Room.objects.visible_to(request.user).filter(dialogue=by.dialogue)
    room = get_object_or_404(rooms.select_related("dialogue", "stream"), pk=pk)
    return Visit(room, by, _before(request))


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
