from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.forms import inputs
from polylogue.kit.fields import Name
from rooms import confidentiality
from rooms.models import Room


class NewRoomForm(forms.Form):
    title = Name(label=_("Title"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        required=False,
        help_text=_("What people do there, in a sentence."),
    )
    rule = forms.ChoiceField(
        label=_("What may leave the room"),
        choices=[(rule.value, confidentiality.says(rule)) for rule in Room.Rule],
        initial=confidentiality.STRICTEST,
        widget=forms.RadioSelect,
        help_text=_("Shown to everyone in the room. It holds for what is said from now on."),
    )


class RoomForm(NewRoomForm):
    """Changes a room; `seen` is how far its author has seen the log of the dialogue."""

    seen = inputs.Seen()
