"""What is written to the people behind a good practice, and what they answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.followup.models.letters import LENGTH
from polylogue.kit import wording
from polylogue.people.models import User


class _Words(forms.Form):
    text = forms.CharField(max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 6}))
    shares_email = forms.BooleanField(required=False)

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shares_email"].label = _("Share my e-mail address: %(email)s") % {
            "email": by.email
        }
        if by.is_guest:
            del self.fields["shares_email"]

    def clean_text(self) -> str:
        text = wording.text(self.cleaned_data["text"])
        if not wording.is_seen(text):
            raise forms.ValidationError(_("Please write something."))
        return text

    def said(self) -> dict[str, Any]:
        return {
            "text": self.cleaned_data["text"],
            "shares_email": self.cleaned_data.get("shares_email", False),
        }


class LetterForm(_Words):
    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        self.fields["text"].label = _("Your message")
        self.fields["text"].help_text = _("Say who you are, and what you would like to know.")


class ReplyForm(_Words):
    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        self.fields["text"].label = _("Your answer")
        self.fields["text"].help_text = _(
            "They see what you write here, and nothing else of you unless you say so."
        )
