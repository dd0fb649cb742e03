from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.models import EmailAddress
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from polylogue.kit import instants
from polylogue.kit.fields import Name
from polylogue.people import languages
from polylogue.people.models import User


class CodeLoginForm(LoginForm):  # type: ignore[misc]
    """Sends a code to the address."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """One code is enough also for an account that staff made, whose address nobody proved yet."""
        if person := self.user:
            EmailAddress.objects.get_or_create(
                user=person, email=person.email, defaults={"primary": True}
            )
        response: HttpResponse = super().login(request, redirect_url)
        return response


class PasswordLoginForm(LoginForm):  # type: ignore[misc]
    """For people who gave their account a password; the ordinary form sends a code."""

    def _setup_password_field(self) -> None:
        """The password stays, although signing up does not ask for one."""


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    languages = forms.CharField(
        label=_("Languages"),
        required=False,
        max_length=300,
        help_text=_("Separated by commas, such as “English, Français, Kiswahili”."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = User
        fields = [
            "display_name",
            "pronouns",
            "organisation",
            "sector",
            "city",
            "country",
            "languages",
            "time_zone",
        ]
        field_classes = {
            "display_name": Name,
            "pronouns": Name,
            "organisation": Name,
            "city": Name,
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.initial["languages"] = languages.written(self.instance.languages)
        self.fields["time_zone"].choices = _time_zones()  # type: ignore[attr-defined]
        for name, purpose in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean_languages(self) -> list[str]:
        return languages.parsed(self.cleaned_data["languages"])


AUTOCOMPLETE = {
    "display_name": "name",
    "organisation": "organization",
    "city": "address-level2",
    "country": "country",
}


def _time_zones() -> list[tuple[Any, Any]]:
    """The first choice leaves it to the browser."""
    return [("", _("As in my browser")), *instants.zones_by_continent().items()]
