"""The rows of the policy table for notices."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, declare

GIVE = declare("notices.give", "Write to groups at work without entering them", CREW)
