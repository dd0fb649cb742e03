"""A board of the plenary, opened by ben."""

from __future__ import annotations

import pytest

from tests.whiteboard import scenes
from whiteboard.models import Board


@pytest.fixture
def planned(plenary, ben) -> Board:
    """An action plan, on which everybody works."""
    return scenes.opened(plenary, ben)
