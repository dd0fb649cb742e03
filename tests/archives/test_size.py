"""A dialogue of any length is archived and restored in the memory of some hundred rows."""

from __future__ import annotations

import tracemalloc

import pytest

from polylogue.archives import restoring, writing
from tests.transcripts.test_size import fill


def peak_kib(act):
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()


@pytest.mark.long
def test_six_thousand_messages_take_no_more_memory_than_fifteen_hundred(
    dialogue, plenary, cleo, tmp_path
):
    peaks = []
    for name, count in (("warm", 10), ("short", 1500), ("long", 4500)):
        fill(plenary, cleo, count)
        path = tmp_path / name
        peaks.append(
            (
                peak_kib(lambda: writing.write(dialogue.slug, path)),  # noqa: B023
                peak_kib(lambda: restoring.restore(path, slug=name)),  # noqa: B023
            )
        )
    (_, short, long) = peaks
    assert long[0] < short[0] * 1.25 + 256
    assert long[1] < short[1] * 1.25 + 256
