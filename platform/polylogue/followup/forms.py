"""The form of a good practice, in the words of those who fill it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.attachments.models import File
from polylogue.dialogues.forms import inputs
from polylogue.followup import drafts
from polylogue.followup.choices import Naming, Visibility
from polylogue.followup.models import Edition
from polylogue.kit.fields import Name

SMALL, LARGE = forms.Textarea(attrs={"rows": 3}), forms.Textarea(attrs={"rows": 6})


class PracticeForm(forms.ModelForm):  # type: ignore[type-arg]
    """`seen` is how far its author has seen the log of the dialogue."""

    seen = inputs.Seen()
    topics = inputs.Lines(label=_("Topics"), help_text=_("One a line."), required=False)
    attachments = forms.MultipleChoiceField(
        label=_("Attachments"),
        help_text=_("Files of the pinned messages that everybody who sees this may open."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        help_text=_("Beyond the rooms only after everybody whose words these are has agreed."),
    )

    class Meta:
        model = Edition
        fields = (*drafts.LINES[:2], "country", "contact", "sector", *drafts.TEXTS)
        field_classes = {"title": Name, "city": Name, "contact": Name}
        labels = {
            "contact": _("Contact person"),
            "starting_point": _("Starting point"),
            "what_was_done": _("What was done"),
            "who_was_involved": _("Who was involved"),
            "cost_and_time": _("Cost and time"),
            "results": _("Results, with evidence"),
            "what_failed": _("What did not work"),
            "conditions": _("Conditions for transfer"),
        }
        help_texts = {
            "contact": _("Whom other cities can ask: name, office."),
            "starting_point": _("What the situation was, and what you wanted to reach."),
            "results": _("What has changed, and how you know."),
            "conditions": _("What another city needs to do the same."),
        }
        widgets = dict.fromkeys(drafts.TEXTS, SMALL) | {"what_was_done": LARGE}

    field_order = (
        "title",
        "city",
        "country",
        "contact",
        "sector",
        *drafts.TEXTS,
        "topics",
        "attachments",
        "visibility",
    )

    def __init__(self, *args: Any, files: list[File], **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "practice-%s"} | kwargs))
        if files:
            chosen = [(str(file.pk), file.alt or file.name) for file in files]
            self.fields["attachments"].choices = chosen  # type: ignore[attr-defined]
        else:
            del self.fields["attachments"]

    def clean_topics(self) -> list[str]:
        topics: list[str] = self.cleaned_data["topics"]
        if len(topics) > drafts.MOST_TOPICS or any(len(t) > drafts.TOPIC_LENGTH for t in topics):
            raise forms.ValidationError(_("Up to 12 topics, each of up to 60 characters."))
        return topics

    def said(self) -> dict[str, Any]:
        """What it says of the good practice, for the action."""
        fields = {name: self.cleaned_data.get(name) for name in drafts.FIELDS}
        fields["files"] = self.cleaned_data.get("attachments", [])
        return {"fields": fields, "visibility": self.cleaned_data["visibility"]}


class AnswerForm(forms.Form):
    """What an author says to exactly this edition and visibility."""

    says = forms.ChoiceField(choices=[(one, one) for one in ("give", "refuse", "withdraw")])
    edition = forms.IntegerField(min_value=1, required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    naming = forms.ChoiceField(
        label=_("How you are shown"),
        choices=Naming.choices,
        widget=forms.RadioSelect,
        help_text=_("The text itself is shown as it stands: please look whether it names you."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever is asked chooses; whoever refuses or withdraws need not.
        self.fields["naming"].required = not self.is_bound
