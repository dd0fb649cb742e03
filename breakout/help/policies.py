"""The rows of the policy table for calls for help."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, EVERYONE, declare

CALL = declare("help.call", "Call the hosts into one's group, and take that back", EVERYONE)
ANSWER = declare("help.answer", "Take a group's call for help, and deal with it", CREW)
SEE = declare("help.see", "See which groups call for help, and why", CREW, changes=False)
