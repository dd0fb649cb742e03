from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from breakout.making.matched.wishes import Weight, Wishes

AROUND, MIXED = "around", "mixed"
ALL, UNSEATED = "all", "unseated"
WEIGHTS = [
    (Weight.IMPORTANT.value, _("important")),
    (Weight.NORMAL.value, _("normal")),
    (Weight.OFF.value, _("off")),
]


def _weight(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=WEIGHTS, initial=Weight.NORMAL.value)


class WishesForm(forms.Form):
    """What a matching is to look at."""

    kind = forms.ChoiceField(
        label=_("What groups work on"),
        choices=[
            (AROUND, _("the challenges on the programme, one in each group")),
            (MIXED, _("the same for all: people are mixed")),
        ],
        initial=AROUND,
        widget=forms.RadioSelect,
    )
    size = forms.IntegerField(label=_("People in a group"), min_value=2, max_value=100, initial=5)
    who = forms.ChoiceField(
        label=_("Who is seated"),
        choices=[
            (ALL, _("everybody who takes part; pinned people stay")),
            (UNSEATED, _("only who has no seat: fill the free places")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    keep = forms.BooleanField(
        label=_("Change as little as possible"),
        required=False,
        help_text=_("After a few people came or left: seats are only given up for good reason."),
    )
    experience = _weight(_("Experience with the challenge"))
    cities = _weight(_("People from different cities"))
    sectors = _weight(_("Different sectors"))
    meetings = _weight(_("Few people who met in earlier rounds"))

    def wishes(self) -> Wishes:
        said = self.cleaned_data
        return Wishes(
            around=said["kind"] == AROUND,
            size=said["size"],
            only_unseated=said["who"] == UNSEATED,
            keep=said["keep"],
            **{
                name: Weight(said[name]) for name in ("experience", "cities", "sectors", "meetings")
            },
        )
