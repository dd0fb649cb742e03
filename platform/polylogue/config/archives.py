"""`polylogue archive` and `polylogue restore`, and what they say to whoever runs them."""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings

from polylogue.archives import restoring, writing
from polylogue.kit.refusals import Refusal

ENDING = ".polylogue"


def archive(dialogue: str, output: Path | None) -> int:
    target = output or Path(f"{dialogue}{ENDING}")
    try:
        made = writing.write(dialogue, target)
    except (Refusal, OSError) as problem:
        return _refused(problem)
    files = sum(part.rows is None for part in made.parts)
    print(
        f"{target}: {made.rows('log.Entry')} entries, {made.rows('people.User')} people, {files} files."
    )  # noqa: T201
    print(
        "It holds everything that was said, for the crew alone too. Keep it as you keep the database."
    )  # noqa: T201
    return 0


def restore(file: Path, slug: str | None) -> int:
    try:
        done = restoring.restore(file, slug=slug)
    except (Refusal, OSError) as problem:
        return _refused(problem)
    print(f"{settings.ORIGINS[0]}/d/{done.slug}/")  # noqa: T201
    print(  # noqa: T201
        f"{done.entries} entries, {done.files} files, {done.people} people,"
        f" of whom {done.matched} had an account here."
    )
    return 0


def _refused(problem: Exception) -> int:
    print(f"polylogue: {problem}", file=sys.stderr)  # noqa: T201
    return 1
