"""Temporary folders: in memory where there is room, because tests commit thousands of times."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3


def folder(prefix: str) -> Path:
    """A new folder, which whoever asked for it removes."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if _has_room() else None))


def _has_room() -> bool:
    is_there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return is_there and shutil.disk_usage(MEMORY).free > ROOM
