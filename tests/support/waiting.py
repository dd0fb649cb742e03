"""Who holds what others wait for: said beside a test that failed for want of a lock."""

from __future__ import annotations

import sys
import threading
import traceback

from tests.support.backend import Backend

OPEN = """SELECT pid, state, wait_event, now() - xact_start, now() - state_change, query
FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid()"""


def transactions(backend: Backend) -> str:
    """Those that are open on PostgreSQL, with how long they are and what they did last."""
    if not backend.postgres:
        return ""
    return "\n".join(" | ".join(map(str, row)) for row in backend.postgres.sql(OPEN))


def threads() -> str:
    """Where each thread of this process is."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(
        f"{names.get(ident, ident)}\n{''.join(traceback.format_stack(frame)[-6:])}"
        for ident, frame in sys._current_frames().items()
    )
