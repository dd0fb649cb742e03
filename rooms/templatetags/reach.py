"""The rooms that somebody can enter, for pages that lead there."""

from __future__ import annotations

from django import template
from django.db.models import QuerySet

from polylogue.dialogues.models import Participation
from rooms.models import Room

register = template.Library()


@register.simple_tag
def rooms_for(by: Participation) -> QuerySet[Room]:
    """The plenary and the rooms beside it; groups are led to by their round."""
    rooms = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue_id)
    return rooms.exclude(kind=Room.Kind.GROUP).select_related("dialogue")
