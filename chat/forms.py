from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rooms.protocol import TEXT_LENGTH


class MessageForm(forms.Form):
    """A message as a plain form sends it; the key makes sending it twice harmless."""

    text = forms.CharField(
        max_length=2 * TEXT_LENGTH,
        strip=False,
        error_messages={"required": _("Write something first.")},
    )
    key = forms.RegexField(r"^[A-Za-z0-9_.:-]{8,64}$", required=False)
