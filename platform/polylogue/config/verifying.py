"""`polylogue verify-export FILE`: says step by step what is proven of an export, or what is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

from polylogue.transcripts import checking


def run(path: Path) -> int:
    try:
        for proven in checking.check(path):
            print(proven)  # noqa: T201
    except checking.NotProven as problem:
        print(f"Not proven: {problem}", file=sys.stderr)  # noqa: T201
        return 1
    print("The export is whole.")  # noqa: T201
    return 0
