"""Where this machine has its Chromium."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    return os.environ.get("POLYLOGUE_CHROMIUM") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )
