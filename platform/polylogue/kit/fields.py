"""Fields of forms that many forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.kit import wording


class Name(forms.CharField):
    """What somebody or something is called: one line that others can see."""

    def to_python(self, value: Any) -> str:
        written = str(super().to_python(value))
        # What no database takes is left in, and refused by the field.
        return written if "\0" in written else wording.name(written)

    def clean(self, value: Any) -> Any:
        """Says so where something was written that nobody sees, instead of that nothing was."""
        if str(value or "").strip() and not self.to_python(value):
            raise forms.ValidationError(_("Nobody would see this. Please use letters or digits."))
        return super().clean(value)
