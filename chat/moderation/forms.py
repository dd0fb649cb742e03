"""What is asked of those who moderate, or report: the same in a dialog of the room and on a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.moderation.models import REASON_LENGTH
from chat.moderation.pacing import OFFERED
from polylogue.dialogues.forms import inputs

MINUTES = [
    ("5", _("5 minutes")),
    ("15", _("15 minutes")),
    ("60", _("1 hour")),
    ("0", _("Until it is lifted")),
]
OUTCOMES = [
    ("hide", _("Hide the message")),
    ("mute", _("Mute its author")),
    ("remove", _("Remove its author from the dialogue")),
    ("ban", _("Ban its author: no way leads back in")),
    ("dismiss", _("Leave it as it is")),
]
PACES = {
    0: _("Off"),
    10: _("One message in 10 seconds"),
    30: _("One message in 30 seconds"),
    60: _("One message a minute"),
    300: _("One message in 5 minutes"),
}


class Reason(forms.CharField):
    """A line, which may be left out."""

    def __init__(self, help_text: Any = "") -> None:
        label = _("Reason")
        super().__init__(label=label, max_length=REASON_LENGTH, required=False, help_text=help_text)


class Duration(forms.TypedChoiceField):
    """How long a mute holds: minutes, or None until it is lifted."""

    def __init__(self) -> None:
        super().__init__(
            label=_("For how long"),
            choices=MINUTES,
            coerce=lambda minutes: int(minutes) or None,
            initial="15",
        )


class HideForm(forms.Form):
    because = Reason(_("Everyone in the room can read it."))


class ReportForm(forms.Form):
    because = Reason(_("What should they know? Only those who moderate see it, and who you are."))


class MuteForm(forms.Form):
    """Mutes somebody in the whole dialogue: pages are not in a room."""

    minutes = Duration()
    because = Reason(_("The person can read it."))


class RoomMuteForm(MuteForm):
    everywhere = forms.BooleanField(label=_("In the whole dialogue"), required=False)
    field_order = ["minutes", "everywhere", "because"]


class RemoveForm(forms.Form):
    because = Reason(_("Only those who moderate see it."))
    ban = forms.BooleanField(label=_("Ban: no link, code or account leads back in"), required=False)


class RemovalForm(RemoveForm):
    """The same on a page; `seen` is how far its author has seen the log of the dialogue."""

    seen = inputs.Seen()


class ResolveForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What is to be done"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    minutes = Duration()
    everywhere = forms.BooleanField(label=_("In the whole dialogue"), required=False)
    because = Reason(
        _("For a hidden message everyone can read it, for a mute the person, else the crew alone.")
    )


class SlowModeForm(forms.Form):
    seconds = forms.TypedChoiceField(
        label=_("Slow mode"),
        choices=[(seconds, PACES[seconds]) for seconds in OFFERED],
        coerce=int,
    )
