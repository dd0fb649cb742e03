"""Another installation: a database and a folder of its own, worked on by the command alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BILLIONS = 4


class Elsewhere:
    """Empty and on SQLite; its numbers begin elsewhere."""

    def __init__(self, folder: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("POLYLOGUE_")}
        path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
        self.env = kept | {"POLYLOGUE_DATA": str(folder), "PYTHONPATH": path}
        self.run("manage", "migrate", "--verbosity", "0")
        self._python("tests.support.canonical", "apart", BILLIONS)

    def run(self, *words: object) -> str:
        return self._python("polylogue", *words)

    def told(self, slug: str) -> list[str]:
        return self._python("tests.support.canonical", "tell", slug).splitlines()

    def _python(self, module: str, *words: object) -> str:
        command = [sys.executable, "-m", module, *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
