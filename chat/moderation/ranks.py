"""Whom those who moderate may do something to."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.dialogues.policy import Role
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound


def part_of(by: Participation, person: int) -> Participation:
    """The part of somebody who takes part now, to whom this may be done; or a Refusal.

    A guest who became somebody else is that person.
    """
    here = Participation.objects.active().filter(dialogue=by.dialogue_id)
    same = Q(person=person) | Q(person__merged=person)
    found: Participation | None = here.filter(same).select_related("dialogue", "person").first()
    if found is None:
        raise NotFound(_("This person does not take part any more."))
    require(by, found)
    return found


def require(by: Participation, other: Participation) -> None:
    """Nobody but staff does anything to somebody of the crew, and nobody to themselves."""
    if other.person_id == by.person_id:
        raise Invalid(_("This cannot be done to oneself."))
    if other.is_crew and Role.STAFF not in by.roles:
        raise NotAllowed(_("Only staff can do this to somebody of the crew."))
