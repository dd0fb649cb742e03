"""The rows of the policy table for good practices; who consents is no role: each author, for their words."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, EVERYONE, declare

SEE = declare("followup.see", "See the good practices that one may see", EVERYONE, changes=False)
PIN = declare("followup.pin", "Pin messages as good practices, write them, take pins away", CREW)
WRITE = declare("followup.write", "Write a good practice made of one's own words", EVERYONE)
