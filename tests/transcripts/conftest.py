from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from polylogue.dialogues.models import Dialogue
from polylogue.transcripts.export import jsonl, markdown, transcript_of
from rooms.models import Room


@pytest.fixture
def records() -> Callable[..., list[dict[str, Any]]]:
    """`records(dialogue, room)`: the JSON Lines, parsed."""

    def read(dialogue: Dialogue, room: Room | None = None, **how: Any) -> list[dict[str, Any]]:
        return [json.loads(line) for line in jsonl(transcript_of(dialogue, room, **how))]

    return read


@pytest.fixture
def document() -> Callable[..., str]:
    """`document(dialogue, room)`: the Markdown as a whole."""

    def read(dialogue: Dialogue, room: Room | None = None, **how: Any) -> str:
        return "".join(markdown(transcript_of(dialogue, room, **how)))

    return read
