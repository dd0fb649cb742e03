"""How people are shown in a room."""

from __future__ import annotations

from django import template

from polylogue.dialogues.policy import CREW, Role

register = template.Library()


@register.filter
def crew_role(roles: list[str]) -> str:
    """The name of the first role in which a person leads or hosts, if any."""
    return next((str(role.label) for role in Role if role in CREW and role in roles), "")


@register.simple_tag
def crew_roles() -> list[Role]:
    return [role for role in Role if role in CREW]
