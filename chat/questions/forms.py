from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.forms import MessageForm
from chat.questions import answering
from chat.questions.models import LENGTH, REASON_LENGTH

KEY = r"^[A-Za-z0-9_.:-]{8,64}$"


class AskForm(MessageForm):
    """A question as a plain form sends it."""

    text = forms.CharField(
        max_length=2 * LENGTH,
        strip=False,
        error_messages={"required": _("Write something first.")},
    )
    for_crew = forms.BooleanField(required=False)


class ArrangeForm(forms.Form):
    """Whether the room takes questions, and how."""

    is_open = forms.BooleanField(required=False)
    reviewed = forms.BooleanField(required=False)
    key = forms.RegexField(KEY, required=False)


class ActForm(forms.Form):
    """What somebody does with one question: the button says what, a field says more."""

    do = forms.CharField(max_length=20)
    text = forms.CharField(max_length=2 * answering.LENGTH, strip=False, required=False)
    reason = forms.CharField(max_length=2 * REASON_LENGTH, required=False)
    key = forms.RegexField(KEY, required=False)
