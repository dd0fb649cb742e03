"""A text that belongs to nobody in particular: whoever may speak in the room writes in it."""

from __future__ import annotations

import pytest

from chat.policies import POST
from polylogue.kit.refusals import NotFound
from polylogue.texts import holders
from rooms.actions import require_inside

PAD = "pad.notes"


def put_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Has such a text in every room; returns what its holder is told, as the text stands then."""
    told: list[str] = []

    def ask(room, by, rest):
        if rest != "notes":
            raise NotFound
        require_inside(room, by, POST)

    def hear(room, by, text):
        told.append(text.words)

    monkeypatch.setitem(holders.HOLDERS, "pad", holders.Holder(ask, hear, 60))
    return told
