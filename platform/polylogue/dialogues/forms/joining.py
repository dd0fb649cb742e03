from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import tokens
from polylogue.kit.fields import Name
from polylogue.people.models import User


class OnceForm(forms.Form):
    """A form whose key makes a second press of its button harmless."""

    key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)


class GuestForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]
    """How a guest is shown to others; only the name is asked for."""

    class Meta:
        model = User
        fields = ["display_name", "organisation", "city", "country", "sector"]
        field_classes = {"display_name": Name, "organisation": Name, "city": Name}
        labels = {"display_name": _("Your name")}
        help_texts = {"display_name": _("This is how others see you.")}
        widgets = {"display_name": forms.TextInput(attrs={"autocomplete": "name"})}

    def particulars(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def about(self) -> list[forms.BoundField]:
        """What may be left out, behind a disclosure."""
        return [self[name] for name in self.Meta.fields[1:]]


class ReentryForm(OnceForm):
    code = forms.CharField(
        label=_("Re-entry code"),
        max_length=80,
        help_text=_("26 letters and digits; hyphens and capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        return tokens.reentry_digest(self.cleaned_data["code"])


class AddressForm(OnceForm):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class CodeForm(OnceForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
