"""The rows of the policy table for reactions: they say no word, so whoever may read may react."""

from __future__ import annotations

from polylogue.dialogues.policy import EVERYONE, declare

REACT = declare("reactions.react", "React to messages with an emoji", EVERYONE)
SEE = declare("reactions.see", "See who reacted to a message", EVERYONE, changes=False)
