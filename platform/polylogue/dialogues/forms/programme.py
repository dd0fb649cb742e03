from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import clock
from polylogue.dialogues.forms import inputs
from polylogue.dialogues.models import Dialogue, Session
from polylogue.kit.fields import Name
from polylogue.kit.refusals import Invalid

MIDNIGHT = time()


class SessionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A session by day and clock times, in the zone of its dialogue."""

    seen = inputs.Seen()
    day = forms.TypedChoiceField(
        label=_("Day"), coerce=lambda text: datetime.fromisoformat(text).date()
    )
    starts = forms.TimeField(label=_("Starts"), widget=inputs.TimeInput())
    ends = forms.TimeField(label=_("Ends"), widget=inputs.TimeInput())

    class Meta:
        model = Session
        fields = ("title", "kind", "description")
        field_classes = {"title": Name}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    field_order = ("title", "kind", "day", "starts", "ends", "description")

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.dialogue, self.zone = dialogue, dialogue.zone
        self.fields["day"].choices = days(dialogue)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial = {**self.initial, **self._times(self.instance)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"day", "starts", "ends"} <= cleaned.keys():
            last = cleaned["day"] + timedelta(days=int(cleaned["ends"] == MIDNIGHT))
            self._place("starts", cleaned["day"], cleaned["starts"])
            self._place("ends", last, cleaned["ends"])
        return cleaned

    def validate_constraints(self) -> None:
        """The model's `clean` says the same in words."""

    def _post_clean(self) -> None:
        """The model can say whether times fit only once there are times."""
        if self.errors:
            self._validate_constraints = False
        else:
            super()._post_clean()  # type: ignore[misc]

    def _place(self, name: str, day: Any, at: time) -> None:
        try:
            setattr(self.instance, f"{name}_at", clock.moment(day, at, self.zone))
        except Invalid as problem:
            self.add_error(name, str(problem))

    def _times(self, session: Session) -> dict[str, Any]:
        starts, ends = (
            session.starts_at.astimezone(self.zone),
            session.ends_at.astimezone(self.zone),
        )
        return {"day": starts.date().isoformat(), "starts": starts.time(), "ends": ends.time()}

    def particulars(self) -> dict[str, Any]:
        """What the form says of the session, in the session's own terms."""
        said = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return said | {"starts_at": self.instance.starts_at, "ends_at": self.instance.ends_at}


def days(dialogue: Dialogue) -> list[tuple[str, str]]:
    count = (dialogue.ends_on - dialogue.starts_on).days + 1
    found = [dialogue.starts_on + timedelta(days=number) for number in range(count)]
    return [(day.isoformat(), date_format(day, "l j F Y")) for day in found]
