from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A key signs one in by itself, unless one wants it only in addition to the code."""

    name = forms.CharField(label=_("Name of this passkey"), required=False, max_length=100)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is asked for after the code that we mail to you."),
    )
