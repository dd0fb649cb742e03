"""The rows of the policy table for conversation."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, EVERYONE, SPEAKERS, declare

POST = declare("chat.post_message", "Write in a room, or reply to a message", SPEAKERS)
EDIT = declare("chat.edit_message", "Correct one's own message", SPEAKERS)
DELETE = declare("chat.delete_message", "Delete one's own message", SPEAKERS)
MODERATE = declare("chat.moderate", "Delete other people's messages", CREW)
CALL_EVERYONE = declare("chat.mention_everyone", "Speak to @everyone in a room", CREW)
VERSIONS = declare(
    "chat.see_versions", "See what a message said before it was changed", CREW, changes=False
)
LINK = declare("chat.link_message", "Copy the link of a message", EVERYONE, changes=False)
