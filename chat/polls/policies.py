"""The rows of the policy table for polls."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, EVERYONE, SPEAKERS, declare

LEAD = declare("polls.lead", "Prepare, open, extend and close polls", CREW)
VOTE = declare("polls.vote", "Vote in a poll", SPEAKERS)
SEE = declare("polls.see", "See the polls of a room and their results", EVERYONE, changes=False)
SEE_VOTES = declare(
    "polls.see_votes",
    "See who voted what, in polls with names that say so before one votes",
    CREW,
    changes=False,
)
