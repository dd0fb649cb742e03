from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from breakout.grouping import MOST_GROUPS
from breakout.models import Round
from polylogue.dialogues.forms import inputs
from polylogue.kit.fields import Name

BY_NUMBER, BY_SIZE = "number", "size"
GRACE = [
    (0, _("None: they are taken back at once")),
    (30, _("30 seconds")),
    (60, _("1 minute")),
    (120, _("2 minutes")),
    (300, _("5 minutes")),
]


class RoundForm(forms.Form):
    """The particulars of a round."""

    title = Name(label=_("Title"), max_length=120)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=720,
        required=False,
        help_text=_("Empty: it goes on until you bring everybody back."),
    )
    grace_seconds = forms.TypedChoiceField(
        label=_("Time to finish when it is over"), choices=GRACE, coerce=int, initial=60
    )
    latecomers = forms.ChoiceField(
        label=_("Whoever comes late"),
        choices=Round.Latecomers.choices,
        initial=Round.Latecomers.EMPTIEST,
    )
    people_choose = forms.BooleanField(
        label=_("People choose their group themselves"), required=False
    )
    most_people = forms.IntegerField(
        label=_("At most this many choose the same group"), min_value=2, max_value=500, initial=12
    )


class ChangedRoundForm(RoundForm):
    """The particulars of a round that there is, as they were when the page was opened."""

    seen = inputs.Seen()

    @staticmethod
    def initially(round: Round) -> dict[str, Any]:
        return {name: getattr(round, name) for name in RoundForm.base_fields}


class NewRoundForm(RoundForm):
    """With how many groups it begins."""

    groups_by = forms.ChoiceField(
        label=_("Of what"),
        choices=[(BY_NUMBER, _("groups")), (BY_SIZE, _("people each"))],
        initial=BY_SIZE,
    )
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_GROUPS, initial=5)
    field_order = ["title", "count", "groups_by", "minutes", "grace_seconds", "latecomers"]

    def groups(self, people: int) -> int:
        """How many groups that makes for so many people."""
        count: int = self.cleaned_data["count"]
        if self.cleaned_data["groups_by"] == BY_SIZE:
            return min(MOST_GROUPS, max(1, -(-people // count)))
        return count

    def particulars(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RoundForm.base_fields}
