"""Tokens that let somebody in do not stand in the log."""

from __future__ import annotations

import logging

import pytest

from polylogue.kit.logs import Masked


@pytest.mark.parametrize("path", ["/join/7-abcdef", "/return/7K3F9-XXXXX", "/enter/7/abc:def"])
def test_a_path_with_a_token_is_masked(path):
    record = logging.makeLogRecord({"msg": "Forbidden: %s/ (%s)", "args": (path, path)})
    written = Masked("%(message)s").format(record)
    assert path.split("/")[-1] not in written
    assert written.startswith(f"Forbidden: /{path.split('/')[1]}/…")


def test_other_paths_stay():
    record = logging.makeLogRecord({"msg": "Not Found: /d/abc/rooms/3/"})
    assert Masked("%(message)s").format(record) == "Not Found: /d/abc/rooms/3/"
