"""What a room page offers for moderation: items of the menu, dialogs, the panel of the crew."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat import menu, policies
from chat.moderation import forms, pacing, queue
from chat.moderation.policies import HIDE, MUTE, REPORT, SEE
from polylogue.dialogues.policies import REMOVE
from polylogue.dialogues.policy import Role
from rooms.entrance import Visit
from rooms.panels import at_side, on_stage

NEEDS: menu.Needs = "dialogue"

menu.declare(menu.Choice("report", _("Report"), "flag", REPORT, whose="others", needs=NEEDS))
menu.declare(menu.Choice("hide", _("Hide"), "eye-off", HIDE, needs=NEEDS))
menu.declare(
    menu.Choice(
        "look", _("See what it said"), "eye", policies.VERSIONS, changes=False, when=("hidden",)
    )
)
menu.declare(menu.Choice("show", _("Show again"), "eye", HIDE, needs=NEEDS, when=("hidden",)))
menu.declare(
    menu.Choice(
        "mute",
        _("Mute its author"),
        "mute",
        MUTE,
        whose="others",
        needs=NEEDS,
        when=("standing", "hidden", "deleted"),
    )
)
menu.declare(
    menu.Choice(
        "remove",
        _("Remove its author"),
        "exit",
        REMOVE,
        whose="others",
        needs=NEEDS,
        is_danger=True,
        when=("standing", "hidden", "deleted"),
    )
)


@on_stage("moderation/_stage.html")
def stage(visit: Visit) -> dict[str, Any]:
    """Slow mode for everybody, and the dialogs for what the person may do here."""
    room, by = visit.room, visit.by
    is_open = not room.dialogue.is_archived
    asks = {
        "report": (REPORT, forms.ReportForm),
        "hide": (HIDE, forms.HideForm),
        "mute": (MUTE, forms.RoomMuteForm),
        "remove": (REMOVE, forms.RemoveForm),
        "resolve": (SEE, forms.ResolveForm),
    }
    return {
        "seconds": pacing.seconds_of(room),
        "said_ago": pacing.said_ago(room, by, now=timezone.now()),
        "is_exempt": by.is_crew,
        "is_staff": Role.STAFF in by.roles,
        "asks": {
            name: form(auto_id=f"{name}_%s")
            for name, (action, form) in asks.items()
            if is_open and by.may(action)
        },
    }


@at_side("reports", "moderation/_panel.html", title=_("Reports"), icon="flag")
def panel(visit: Visit) -> dict[str, Any] | None:
    """For the crew: what was reported, who is muted, how fast people may write here."""
    if not visit.by.may(SEE):
        return None
    room = visit.room
    seconds = pacing.seconds_of(room)
    return {
        "reported": queue.reported(room.dialogue),
        "muted": queue.muted(room.dialogue),
        "is_open": not room.dialogue.is_archived,
        "slow_mode": forms.SlowModeForm(initial={"seconds": seconds}, auto_id="slow_mode_%s"),
    }
