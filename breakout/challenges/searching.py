"""What can be found of challenges: those that are offered, by those who may see them without a group."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.challenges.models import Challenge
from breakout.challenges.telling import OFFERED, in_words
from polylogue.log.models import Entry
from polylogue.search.kinds import Said, declare, finds

CHALLENGE = declare("challenge", _("Challenges"))


def _address(entry: Entry) -> str:
    found: Challenge = Challenge.objects.select_related("dialogue").get(pk=entry.data["challenge"])
    return found.get_absolute_url()


@finds(OFFERED, address=_address)
def challenge(entry: Entry, shown: dict[str, Any]) -> Said | None:
    """An entry is for whom the challenge is, so the log itself says who finds it."""
    return (
        Said(CHALLENGE, "\n".join(in_words(entry.data["challenge"]))) if "title" in shown else None
    )
