"""What a log must not say: links and codes that let somebody in."""

from __future__ import annotations

import logging
import re

SECRET_PATH = re.compile(r"/(join|return|enter)/[^\s?]+")


class Masked(logging.Formatter):
    """Writes `/join/…` for a path that holds a token, wherever in the record it stands."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET_PATH.sub(r"/\1/…", super().format(record))
