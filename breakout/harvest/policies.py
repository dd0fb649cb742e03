"""The rows of the policy table for what groups bring home."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS
from polylogue.dialogues.policy import CREW, EVERYONE, SPEAKERS, declare

WRITE = declare("harvest.write", "Write one's group's harvest, and hand it in", SPEAKERS)
SEE = declare("harvest.see", "See what groups have handed in", EVERYONE, changes=False)
WATCH = declare("harvest.watch", "See harvests before they are handed in", CREW, changes=False)
LEAD = declare("harvest.lead", "Say which group reports, and for how long", LEADS)
EXPORT = declare("harvest.export", "Download the board of harvests", CREW, changes=False)
