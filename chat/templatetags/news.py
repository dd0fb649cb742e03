"""How much is new for a person, for headers and lists of dialogues."""

from __future__ import annotations

from django import template

from chat import unread
from chat.inbox import COUNTED, Inbox
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.people.models import User

register = template.Library()


@register.simple_tag
def inbox_count(by: Participation) -> int:
    """What is new in the person's inbox of this dialogue."""
    return Inbox(by).unread()


@register.simple_tag
def unread_rooms(by: Participation) -> dict[int, int]:
    """Unread messages, by room."""
    return unread.by_room(by)


@register.simple_tag
def news_of(dialogue: Dialogue, person: User) -> dict[str, int]:
    """Unread messages and new things for the person."""
    return unread.in_dialogue(dialogue, person)


@register.filter
def of(counts: dict[int, int], key: int) -> int:
    return counts.get(key, 0)


@register.filter
def few(count: int) -> str:
    """A count that has room in a badge."""
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count)
