"""`polylogue archive` and `polylogue restore`, and what they say to whoever runs them."""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings

from polylogue.archives import restoring, writing
from polylogue.kit.refusals import Refusal

ENDING = ".polylogue"
KEEP_IT = "It holds all that was said, also for the crew alone. Keep it as you keep the database."


def archive(dialogue: str, output: Path | None) -> int:
    target = output or Path(f"{dialogue}{ENDING}")
    try:
        made = writing.write(dialogue, target)
    except (Refusal, OSError) as problem:
        return _refused(problem)
    entries, people = made.rows("log.Entry"), made.rows("people.User")
    files = sum(part.rows is None for part in made.parts)
    _say(f"{target}: {entries} entries, {people} people, {files} files.", KEEP_IT)
    return 0


def restore(file: Path, slug: str | None) -> int:
    try:
        done = restoring.restore(file, slug=slug)
    except (Refusal, OSError) as problem:
        return _refused(problem)
    had = f"{done.people} people, of whom {done.matched} had an account here"
    _say(
        f"{settings.ORIGINS[0]}/d/{done.slug}/",
        f"{done.entries} entries, {done.files} files, {had}.",
    )
    return 0


def _say(*lines: str) -> None:
    print(*lines, sep="\n")  # noqa: T201


def _refused(problem: Exception) -> int:
    print(f"polylogue: {problem}", file=sys.stderr)  # noqa: T201
    return 1
