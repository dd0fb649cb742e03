"""The rows of the policy table for challenges and for what people bring."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS
from polylogue.dialogues.policy import CREW, EVERYONE, SPEAKERS, declare

SEE = declare(
    "challenges.see", "See the challenges that one may see, and what people bring", EVERYONE,
    changes=False,
)  # fmt: skip
CONTRIBUTE = declare(
    "challenges.contribute", "Offer challenges, and say what one has experience with", SPEAKERS
)
SEE_ALL = declare(
    "challenges.see_all",
    "See all challenges, saved drafts too, and who has said nothing yet",
    CREW,
    changes=False,
)
LEAD = declare(
    "challenges.lead",
    "Choose the challenges of the programme, write for somebody else, remind by mail",
    LEADS,
)
ADVISE = declare(
    "challenges.advise",
    "Note advice in a group that has a case; its giver marks it and writes the first step",
    SPEAKERS,
)
