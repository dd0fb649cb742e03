"""What signing up asks; apart from the other forms because allauth's own build on it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from polylogue.kit.fields import Name
from polylogue.people.models import User


class NameForm(forms.Form):
    display_name = Name(
        label=_("Name"),
        max_length=80,
        help_text=_("This is how others see you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ["display_name", "email"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more: the adapter has saved the name with the person."""
