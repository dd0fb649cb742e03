"""What can be found of polls: what was asked and could be answered, once it was opened."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.polls.telling import in_words
from polylogue.log.models import Entry
from polylogue.search.kinds import Said, declare, finds

POLL = declare("poll", _("Polls"))


@finds("polls.poll_opened", link="polls:show")
def poll(entry: Entry, shown: dict[str, Any]) -> Said | None:
    return Said(POLL, "\n".join(in_words(shown["look"]))) if "look" in shown else None
