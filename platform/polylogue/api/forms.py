"""What staff fill in: a token, a webhook."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.api.scopes import Scope
from polylogue.api.webhooks import addresses
from polylogue.api.webhooks.kinds import by_wing, title, told_kinds
from polylogue.dialogues.forms import inputs
from polylogue.kit.fields import Name
from polylogue.kit.refusals import Invalid

USUAL = timedelta(days=90)
HERE, EVERYWHERE = "here", "everywhere"


class TokenForm(forms.Form):
    label = Name(
        label=_("Name"), max_length=80, help_text=_("For example the program that will use it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it opens"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    where = forms.ChoiceField(
        label=_("Where"),
        choices=[
            (HERE, _("In this dialogue alone")),
            (EVERYWHERE, _("In every dialogue in which you are staff")),
        ],
        widget=forms.RadioSelect,
        initial=HERE,
    )
    until = inputs.Day(
        label=_("Last day"),
        initial=lambda: timezone.now().date() + USUAL,
        help_text=_("At most a year from now. You can revoke it before that."),
    )


class WebhookForm(forms.Form):
    label = Name(label=_("Name"), max_length=80, help_text=_("For example who receives it."))
    url = forms.CharField(
        label=_("Address"),
        max_length=addresses.LENGTH,
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
        help_text=_("https:// and a server in the open internet. Redirects are not followed."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it is told of"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "It is told of what everybody in the dialogue can know. What is for the crew, or for one"
            " person, is never sent."
        ),
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choice: Any = self.fields["kinds"]
        choice.choices = [(name, name) for name in told_kinds()]

    def groups(self) -> list[dict[str, Any]]:
        """The kinds by their wing; those in which something is chosen stand open."""
        chosen = set(self["kinds"].value() or ())
        return [_group(wing, kinds, chosen) for wing, kinds in by_wing()]

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            addresses.require_sound(url)
        except Invalid as refused:
            raise forms.ValidationError(str(refused)) from refused
        return url


def _group(wing: str, kinds: list[tuple[str, str]], chosen: set[str]) -> dict[str, Any]:
    rows = [{"name": name, "says": says, "is_chosen": name in chosen} for name, says in kinds]
    return {
        "name": wing,
        "title": title(wing),
        "kinds": rows,
        "is_open": any(row["is_chosen"] for row in rows),
    }
