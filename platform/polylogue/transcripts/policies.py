"""The rows of the policy table for what people take along themselves."""

from __future__ import annotations

from polylogue.dialogues.policy import EVERYONE, declare

TAKE_OWN = declare(
    "transcripts.take_own",
    "Download one's own contributions, and what one can follow",
    EVERYONE,
    changes=False,
)
