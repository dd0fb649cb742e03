from __future__ import annotations

import pytest

from rooms.models import Room


@pytest.fixture
def side_room(side_room: Room) -> Room:
    """With its dialogue at hand, for tests that run in an event loop."""
    return Room.objects.select_related("dialogue").get(pk=side_room.pk)
