"""The browser's side of boards without a browser: against what the server's reducer does."""

from __future__ import annotations

import json
import os
import subprocess
import time

import pytest

from tests.conftest import LONG
from tests.js.test_node import HERE, NODE
from tests.whiteboard import recording

pytestmark = pytest.mark.timeout(1800 if LONG else 120)


def test_both_reducers_agree_and_browsers_on_bad_lines_end_with_the_same_board(tmp_path):
    start = time.time_ns() // 1_000_000 if LONG else 0
    seeds = range(start, start + (60 if LONG else 4))
    written = tmp_path / "runs.json"
    written.write_text(json.dumps(recording.runs(seeds, 1500 if LONG else 500)))
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", *sorted(map(str, HERE.glob("boards/*.test.js")))],
        env=os.environ | {"FORCE_COLOR": "0", "BOARD_RUNS": str(written), "BOARD_SEED": str(start)},
        capture_output=True,
        text=True,
        timeout=1700 if LONG else 100,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "fail 0" in done.stdout
