"""The rows of the policy table for moderation."""

from __future__ import annotations

from polylogue.dialogues.policies import STAFF
from polylogue.dialogues.policy import CREW, EVERYONE, declare

REPORT = declare("moderation.report", "Report a message to those who moderate", EVERYONE)
HIDE = declare("moderation.hide", "Hide a message, and show it again", CREW)
MUTE = declare("moderation.mute", "Mute a person for a time, and lift that", CREW)
PACE = declare("moderation.slow_mode", "Set slow mode in a room", CREW)
RESOLVE = declare("moderation.resolve", "Deal with reports", CREW)
BAN = declare("moderation.ban", "Ban a person: no way leads back in", CREW)
LIFT_BAN = declare("moderation.lift_ban", "Lift a ban", STAFF)
SEE = declare("moderation.see", "See reports and what was done by whom", CREW, changes=False)
