"""What a room page shows of good practices: the panel beside, the item in the menu, who is asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat import menu
from polylogue.dialogues.models import Participation
from polylogue.followup import policies, reading, showing
from rooms.entrance import Visit
from rooms.panels import at_side, on_stage

menu.declare(menu.Choice("pin", _("Pin as good practice"), "pin", policies.PIN))


@at_side("practices", "followup/_panel.html", title=_("Good practices"), icon="star")
def practices(visit: Visit) -> dict[str, Any]:
    """Those of the dialogue that the person may see; whoever may pin has a form here."""
    return {"practices": showing.shown(reading.in_dialogue(visit.by)), "may_pin": _may_pin(visit)}


@on_stage("followup/_asked_banner.html", above=True)
def asked(visit: Visit) -> dict[str, Any]:
    return {"asked": reading.asked_count(visit.by.person_id)}


def _may_pin(visit: Visit) -> bool:
    by: Participation = visit.by
    return by.may(policies.PIN) and visit.room.is_open and not visit.room.dialogue.is_archived
