from __future__ import annotations

import pytest

from tests.support import pads


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the holder of the text was told."""
    return pads.put_up(monkeypatch)
