"""Polls on a room page: what can be voted on above the conversation, all of them at the side."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.polls import policies, showing
from chat.polls.models import Poll
from rooms.entrance import Visit
from rooms.panels import at_side, on_stage

LISTED = 50


@on_stage("polls/_stage.html", above=True)
def stage(visit: Visit) -> dict[str, Any]:
    return {
        "polls": showing.shown(showing.on_stage(visit.room), visit.by),
        "may_vote": may(visit, policies.VOTE),
    }


@at_side("polls", "polls/_panel.html", title=_("Polls"), icon="poll")
def side(visit: Visit) -> dict[str, Any]:
    """`drafts` and what can be done with polls for the crew alone."""
    leads = may(visit, policies.LEAD)
    polls = Poll.objects.filter(stream=visit.room.stream_id, forgotten_at=None)
    opened = polls.filter(seq__isnull=False).order_by("-seq")[:LISTED]
    drafts = polls.filter(seq=None).order_by("-pk") if visit.by.is_crew else polls.none()
    return {
        "drafts": [showing.look(poll) for poll in drafts],
        "polls": showing.shown(list(opened), visit.by),
        "leads": leads,
        "is_crew": visit.by.is_crew,
    }


def may(visit: Visit, action: str) -> bool:
    """Whether to offer it here and now."""
    is_open = visit.room.is_open and not visit.room.dialogue.is_archived
    return is_open and visit.by.may(action)
