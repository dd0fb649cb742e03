"""The form of a project idea, in the words of those who fill it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.forms import inputs
from polylogue.followup.ideas import wording
from polylogue.followup.models import IdeaEdition
from polylogue.kit.fields import Name

SMALL = forms.Textarea(attrs={"rows": 3})


class IdeaForm(forms.ModelForm):  # type: ignore[type-arg]
    """`seen` is how far its author has seen the log of the dialogue."""

    seen = inputs.Seen()

    class Meta:
        model = IdeaEdition
        fields = wording.FIELDS
        field_classes = {"title": Name, "city": Name, "owner": Name}
        help_texts = {
            "city": _("Where it is carried out: this city owns its delivery."),
            "owner": _("One person by name, who sees to it that it goes on."),
            "first_30": _("What is done first, and by whom."),
            "support_wanted": _("From the programme, and from other cities."),
        }
        widgets = dict.fromkeys(wording.TEXTS, SMALL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "idea-%s"} | kwargs))

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in wording.FIELDS}
