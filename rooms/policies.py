"""The rows of the policy table for rooms."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS, STAFF
from polylogue.dialogues.policy import EVERYONE, SPEAKERS, declare

ENTER = declare("rooms.enter", "Enter a room and read its conversation", EVERYONE, changes=False)
ARRANGE = declare("rooms.arrange", "Add, rename, order, close and reopen rooms", STAFF)
RAISE_HAND = declare("rooms.raise_hand", "Raise and lower one's own hand", SPEAKERS)
LEAD_QUEUE = declare("rooms.lead_queue", "Call speakers and lower other people's hands", LEADS)
