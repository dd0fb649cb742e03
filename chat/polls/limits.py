"""How large a poll may be, and from how many on an anonymous one is shown."""

from __future__ import annotations

from datetime import timedelta

QUESTION_LENGTH = 300
OPTION_LENGTH = 120
LABEL_LENGTH = 60
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
SCALE_FROM, SCALE_TO = 0, 10
LONGEST_MINUTES = 7 * 24 * 60

# Fewer anonymous votes than these are not broken down: it would be known, or guessed, who gave which.
FEW = 5
# While people vote, so many new ones must be in before the counts are told again.
TOGETHER = 3

# How long the result of a poll stays on the stage.
SHOWN_AFTER = timedelta(minutes=10)
