"""The rows of the policy table for good practices; who consents is no role: each author, for their words."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, EVERYONE, SPEAKERS, declare

SEE = declare("followup.see", "See the good practices that one may see", EVERYONE, changes=False)
PIN = declare("followup.pin", "Pin messages as good practices, write them, take pins away", CREW)
WRITE = declare("followup.write", "Write a good practice made of one's own words", EVERYONE)
EXPORT = declare(
    "followup.export",
    "Download the dialogue's good practices with the state of consent",
    CREW,
    changes=False,
)
# Letters go on when a dialogue is archived, and so must this.
STOP_LETTERS = declare(
    "followup.stop_letters",
    "Stop letters to the people behind a good practice, or let them through again",
    CREW,
    changes=False,
)
SEE_IDEAS = declare(
    "followup.see_ideas",
    "See the project ideas of the boards one can follow",
    EVERYONE,
    changes=False,
)
MAKE_IDEAS = declare("followup.make_ideas", "Make project ideas of cards, and write them", CREW)
WRITE_IDEA = declare(
    "followup.write_idea", "Make a project idea of one's own card, and write it", SPEAKERS
)
EXPORT_IDEAS = declare(
    "followup.export_ideas", "Download the dialogue's project ideas", CREW, changes=False
)
