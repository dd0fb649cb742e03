"""Fields that several forms of a dialogue share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.utils.translation import gettext_lazy as _

from polylogue.kit import instants
from polylogue.people import languages

ELSEWHERE = "Other"
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


class Seen(forms.IntegerField):
    """How far the author of a form has seen the log of the dialogue."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=0)


class Day(forms.DateField):
    """A day of a calendar that clocks and time zones know their way in."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=DateInput(), **named)
        self.validators += [MinValueValidator(FIRST), MaxValueValidator(LAST)]


class DateInput(forms.DateInput):
    """The browser's own calendar, which wants ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"step": 60})


class Languages(forms.CharField):
    """Languages by name, kept as codes."""

    def prepare_value(self, value: Any) -> Any:
        return languages.written(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return languages.parsed(str(value or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))

    def run_validators(self, value: Any) -> None:
        """What is parsed fits, unless no database takes it."""
        _require_no_null(value)


class Lines(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (line.strip() for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))

    def validate(self, value: Any) -> None:
        if len(value) > 30 or any(len(line) > 120 for line in value):
            raise forms.ValidationError(_("Up to 30 topics, each of up to 120 characters."))

    def run_validators(self, value: Any) -> None:
        """The limits above are all, but for what no database takes."""
        _require_no_null(value)


def _require_no_null(texts: list[str]) -> None:
    for text in texts:
        ProhibitNullCharactersValidator()(text)


def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """By continent; UTC last."""
    return [*instants.zones_by_continent().items(), (ELSEWHERE, [("UTC", "UTC")])]
