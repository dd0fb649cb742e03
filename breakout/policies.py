"""The rows of the policy table for rounds of group work."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS
from polylogue.dialogues.policy import CREW, EVERYONE, Role, declare

SEE = declare(
    "breakout.see", "See the rounds of group work and one's own group", EVERYONE, changes=False
)
LEAD = declare("breakout.lead", "Prepare, open, change and close rounds, and move people", LEADS)
WATCH = declare("breakout.watch", "See all groups and who is where", CREW, changes=False)
CHOOSE = declare(
    "breakout.choose",
    "Choose one's own group, where the round says so",
    frozenset({Role.PARTICIPANT}) | LEADS,
)
