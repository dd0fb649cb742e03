"""How much people can say of a challenge and of themselves."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal

SHORT = 200
QUESTION_LENGTH = 300
LONG = 4000
SENTENCE_LENGTH = 300
ADVICE_LENGTH = 2000
MOST_ADVICE = 200
MOST_TOPICS = 12
TOPIC_LENGTH = 60
MOST_CHALLENGES = 10
REMIND_AGAIN_AFTER = timedelta(days=1)


class TooMany(Refusal):
    code = "too-many-challenges"
    sentence = _("10 challenges of one person are enough. Withdraw one, or write into it.")
