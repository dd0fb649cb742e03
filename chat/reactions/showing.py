"""What a room page shows of reactions: the bar of a message, the picker, one's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat import looks, menu
from chat.reactions import policies, reading
from chat.reactions.emoji import EMOJI, in_words
from chat.reactions.models import Reaction, Untold
from polylogue.dialogues.models import Participation
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry
from rooms.entrance import Visit
from rooms.panels import on_stage

looks.declare("reactions", "reactions/_bar.html")
menu.declare(menu.Choice("react", _("React"), "smile", policies.REACT, needs="room", is_quick=True))


@looks.personal("reactions")
def own_reactions(by: Participation, stream: int, messages: list[int]) -> dict[int, set[str]]:
    return reading.own(stream, messages, by.person_id)


@looks.tells("reactions")
def told_reactions(stream: int, counts: dict[str, int]) -> list[str]:
    return [in_words(counts)]


@on_stage("reactions/_picker.html")
def picker(visit: Visit) -> dict[str, Any]:
    """`may_react`: without it the counts are shown and cannot be changed."""
    is_open = visit.room.is_open and not visit.room.dialogue.is_archived
    return {"emoji": EMOJI.values(), "may_react": is_open and visit.by.may(policies.REACT)}


@forget_with("chat.message_posted", "chat.reply_posted")
def forget_reactions(entry: Entry) -> None:
    place = {"stream_id": entry.stream_id, "seq": entry.seq}
    Reaction.objects.filter(**place).delete()
    Untold.objects.filter(**place).delete()
