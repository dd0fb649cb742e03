"""What can be found of a conversation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from polylogue.log.models import Entry
from polylogue.search.kinds import Said, declare, finds

MESSAGE = declare("message", _("Messages"))
REPLY = declare("reply", _("Replies"))


@finds("chat.message_posted", link="chat:message")
def message(entry: Entry, shown: dict[str, Any]) -> Said | None:
    return Said(MESSAGE, shown["text"]) if "text" in shown else None


@finds("chat.reply_posted", link="chat:message")
def reply(entry: Entry, shown: dict[str, Any]) -> Said | None:
    return Said(REPLY, shown["text"]) if "text" in shown else None
