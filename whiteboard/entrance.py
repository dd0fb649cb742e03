"""The way to a board from a page: only through what the person can follow."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from rooms.models import Room
from whiteboard import doing, policies
from whiteboard.deciding import Actor
from whiteboard.models import Board


@dataclass(frozen=True)
class Visit:
    """A person at a board."""

    board: Board
    by: Participation

    @property
    def room(self) -> Room:
        return self.board.room

    @property
    def who(self) -> Actor:
        return Actor(self.by.person_id, doing.role_of(self.by))

    @property
    def is_open(self) -> bool:
        """Whether anything can be changed here at all."""
        return self.room.is_open and not self.by.dialogue.is_archived


def enter(request: HttpRequest, slug: str, pk: int) -> Visit:
    """The person at the board; raises Http404 for whoever cannot follow its room."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    boards = Board.objects.visible_to(request.user).filter(room__dialogue=by.dialogue)
    return Visit(get_object_or_404(boards.select_related("room__dialogue", "stream"), pk=pk), by)
