"""Streams to write on. These tests use real transactions and the writer's threads."""

from __future__ import annotations

import pytest

from polylogue.log import writer
from polylogue.log.models import Stream
from polylogue.people.models import User
from tests.log import scenes


@pytest.fixture
def stream(transactional_db: None, ben: User) -> Stream:
    return scenes.open_stream(ben)


@pytest.fixture
def other(transactional_db: None, ben: User) -> Stream:
    return scenes.open_stream(ben)


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[writer.Grown]:
    """What the doorbell said, commit by commit."""
    heard: list[writer.Grown] = []
    monkeypatch.setattr(writer, "_doorbells", [heard.append])
    return heard
