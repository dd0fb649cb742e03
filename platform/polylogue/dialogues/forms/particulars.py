from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.forms import inputs
from polylogue.dialogues.models import Dialogue
from polylogue.kit.fields import Name

LONGEST = timedelta(days=366)


class DialogueForm(forms.ModelForm):  # type: ignore[type-arg]
    """Sets up or edits a dialogue; `seen` is how far its author has seen the log."""

    seen = inputs.Seen()
    topics = inputs.Lines(label=_("Topics"), help_text=_("One a line."), required=False)
    languages = inputs.Languages(
        label=_("Languages"), help_text=_("For example: English, Spanish, French."), required=False
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=inputs.time_zones,
        help_text=_(
            "Times of the programme are entered in this zone. If you change it, sessions "
            "keep their time on the clock. Everyone reads them in their own zone."
        ),
    )

    class Meta:
        model = Dialogue
        fields = (
            "title",
            "summary",
            "host",
            "starts_on",
            "ends_on",
            "time_zone",
            "languages",
            "topics",
            "has_waiting_room",
        )
        field_classes = {
            "title": Name,
            "host": Name,
            "starts_on": inputs.Day,
            "ends_on": inputs.Day,
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "summary": _("What it is about, for whom, and what will come out of it."),
            "host": _("The organisation that invites."),
            "has_waiting_room": _(
                "Who comes through a link as participant or observer waits until "
                "somebody of the crew lets them in."
            ),
        }
        labels = {"has_waiting_room": _("People wait until they are let in")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last - first > LONGEST:
            self.add_error("ends_on", _("A dialogue lasts a year at most."))
        return cleaned

    def validate_constraints(self) -> None:
        """The model's `clean` says the same in words."""


class CopyForm(forms.Form):
    title = Name(label=_("Title of the copy"), max_length=200)
    starts_on = inputs.Day(
        label=_("New first day"),
        help_text=_(
            "The programme moves along: what was on the second day stays on the second day."
        ),
    )
