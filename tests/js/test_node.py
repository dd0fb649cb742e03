"""The browser's modules without a browser: everything in tests/js, run by Node."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.support.node import NODE

HERE = Path(__file__).parent


def test_the_live_modules_keep_their_promises():
    tests = sorted(str(path) for path in HERE.glob("*.test.js"))
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", *tests],
        env=os.environ | {"FORCE_COLOR": "0"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "fail 0" in done.stdout
