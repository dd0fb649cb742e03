"""The rows of the policy table for conversation."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, SPEAKERS, declare

POST = declare("chat.post_message", "Write in a room", SPEAKERS)
EDIT = declare("chat.edit_message", "Correct one's own message", SPEAKERS)
DELETE = declare("chat.delete_message", "Delete one's own message", SPEAKERS)
MODERATE = declare("chat.moderate", "Delete other people's messages", CREW)
