"""The row of the policy table for attachments."""

from __future__ import annotations

from polylogue.dialogues.policy import SPEAKERS, declare

ATTACH = declare("attachments.attach", "Attach pictures and PDFs to messages", SPEAKERS)
