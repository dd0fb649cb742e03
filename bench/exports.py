"""What an export costs: 10,000, 100,000 and 500,000 entries in each form, beside a bare loop over the rows."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SIZES = [10_000, 100_000, 500_000]
STREAMED = ["markdown", "html", "csv", "jsonl", "json", "xlsx"]
ON_PAPER = 10_000  # messages in one PDF
MOST_MB = 100
PDF_SECONDS = 20.0


def main() -> int:
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found: dict[int, dict[str, Any]] = {}
        for size in sizes:
            environment = {**os.environ, "BENCH_FOLDER": str(folder / str(size))}
            _own("fill", str(size), environment=environment)
            found[size] = {
                form: _own("write", form, environment=environment) for form in ("rows", *STREAMED)
            }
            print(f"{size:>8} " + _line(found[size]), flush=True)
            if size == ON_PAPER:
                found[size]["pdf"] = _own("write", "pdf", environment=environment)
    return _report(found, sizes)


def _line(found: dict[str, Any]) -> str:
    return "  ".join(f"{form} {one['s']:.1f} s {one['mb']:.0f} MB" for form, one in found.items())


def _report(found: dict[int, dict[str, Any]], sizes: list[int]) -> int:
    first, last = sizes[0], sizes[-1]
    by_form = {
        form: math.log(found[last][form]["s"] / found[first][form]["s"]) / math.log(last / first)
        if last > first
        else 1.0
        for form in STREAMED
    }
    peak = max(found[size][form]["mb"] for size in sizes for form in STREAMED)
    pdf = found.get(ON_PAPER, {}).get("pdf", {}).get("s")
    bare = {str(size): round(found[size]["rows"]["s"], 2) for size in sizes}
    print(
        json.dumps(
            {
                "exponent_in_entries": round(max(by_form.values()), 3),
                "exponents": {form: round(value, 3) for form, value in by_form.items()},
                "peak_over_idle_mb": round(peak, 1),
                "pdf_10000_s": pdf and round(pdf, 1),
                "bare_loop_s": bare,
                "seconds": {
                    str(size): {form: round(found[size][form]["s"], 2) for form in STREAMED}
                    for size in sizes
                },
            }
        )
    )
    is_kept = peak <= MOST_MB and (pdf is None or pdf < PDF_SECONDS)
    return 0 if is_kept and max(by_form.values()) <= 1.1 else 1


def _own(*words: str, environment: dict[str, str]) -> dict[str, Any]:
    """What a process of its own says; its memory is that of one form alone."""
    command = [sys.executable, "-m", "bench.exports_work", *words]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


if __name__ == "__main__":
    sys.exit(main())
