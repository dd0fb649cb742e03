"""The row of the policy table for programs that read a dialogue."""

from __future__ import annotations

from polylogue.dialogues.policies import STAFF
from polylogue.dialogues.policy import declare

USE = declare(
    "api.use", "Read the dialogue by a program: tokens and webhooks", STAFF, changes=False
)
