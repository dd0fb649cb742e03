from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.forms import inputs
from polylogue.kit.fields import Name


class NewRoomForm(forms.Form):
    title = Name(label=_("Title"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        required=False,
        help_text=_("What people do there, in a sentence."),
    )


class RoomForm(NewRoomForm):
    """Changes a room; `seen` is how far its author has seen the log of the dialogue."""

    seen = inputs.Seen()
