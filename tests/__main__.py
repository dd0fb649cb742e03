"""`make test`: the suite on SQLite, and beside it what concerns PostgreSQL with Valkey, each in some processes."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from tests.support import machines
from tests.support.chromium import chromium

REQUIRE_ALL = os.environ.get("POLYLOGUE_REQUIRE_ALL") == "1"
COUNTS = re.compile(r"^(?:=+ )?(\d+ (?:passed|failed|error|skipped).*?)(?: in [\d.]+s.*)?(?: =+)?$")
BAD = re.compile(r"^(?:FAILED|ERROR) tests/\S+")
NO_TESTS = 5


@dataclass
class Run:
    """One pytest run: those tests of the suite, on one kind of database."""

    name: str
    backend: str
    processes: int
    code: int = 0
    counts: str = "ended without a summary"
    seconds: float = 0.0
    bad: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.code in {0, NO_TESTS}

    def go(self, arguments: list[str]) -> None:
        """Runs to its end; every line is shown as it comes, with the run's name in front."""
        started = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "pytest",
            f"--backend={self.backend}",
            f"--numprocesses={self.processes}",
            "--dist=loadfile",
            "--no-loadscope-reorder",  # in the order of their names the longest come in the middle
        ]
        command += arguments
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pytest:
            for line in pytest.stdout or ():
                print(f"{self.backend:>8} | {line}", end="", flush=True)
                if found := COUNTS.match(line.strip()):
                    self.counts = found[1]
                if found := BAD.match(line):
                    self.bad.append(found[0])
        self.code = pytest.returncode
        self.seconds = time.monotonic() - started


def main() -> int:
    parser = argparse.ArgumentParser("make test", description=__doc__)
    parser.add_argument("--long", action="store_true", help="run the long tests in full")
    parser.add_argument("--backend", choices=["sqlite", "postgres"], help="run on this one only")
    options, rest = parser.parse_known_args()
    if options.long:
        os.environ["POLYLOGUE_LONG"] = "1"
    missing = _missing()
    runs = [
        Run("PostgreSQL, Valkey", "postgres", 1),
        Run("SQLite, in-memory layer", "sqlite", 2),
    ]
    runs = [run for run in runs if options.backend in {None, run.backend}]
    if "PostgreSQL and Valkey" in missing:
        runs = [run for run in runs if run.backend != "postgres"]
    selection = ["-m", "not browser"] if "browser" in missing else []
    threads = [threading.Thread(target=run.go, args=([*selection, *rest],)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _summary(runs, missing)


def _missing() -> dict[str, str]:
    """What cannot be run on this machine, and what to do about it."""
    missing = {}
    if chromium() is None:
        missing["browser"] = "no Chromium was found: install it, or name it in POLYLOGUE_CHROMIUM"
    try:
        machines.find()
    except machines.NotInstalled as problem:
        missing["PostgreSQL and Valkey"] = str(problem)
    return missing


def _summary(runs: list[Run], missing: dict[str, str]) -> int:
    print("\n=== summary ===")
    for run in runs:
        verdict = "ok    " if run.is_good else "FAILED"
        print(f"{verdict} {run.name}: {run.counts} in {run.seconds:.0f} s")
        for line in run.bad:
            print(f"       {line}")
    for what, why in missing.items():
        print(f"\n!!! NOT RUN: {what} !!!\n    {why}")
    bad = [run for run in runs if not run.is_good]
    if missing and REQUIRE_ALL:
        print("\nPOLYLOGUE_REQUIRE_ALL=1: what was not run counts as failed.")
    return 1 if bad or (missing and REQUIRE_ALL) else 0


if __name__ == "__main__":
    sys.exit(main())
