"""The rows of the policy table for consultation scripts."""

from __future__ import annotations

from polylogue.dialogues.policies import STAFF
from polylogue.dialogues.policy import CREW, declare

SEE = declare("scripts.see", "See and download consultation scripts", CREW, changes=False)
WRITE = declare("scripts.write", "Write, change and remove consultation scripts", STAFF)
