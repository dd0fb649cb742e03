"""The parts of the form in which staff write a script: its head, and a row for each role and step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from breakout.scripts.script import (
    EVERYONE,
    KEY,
    LONGEST_MINUTES,
    MOST_PEOPLE,
    MOST_TURNS,
    NAME_LENGTH,
    NOBODY,
    TEXT_LENGTH,
    TITLE_LENGTH,
)
from polylogue.dialogues.forms.inputs import Seen
from polylogue.kit.fields import Name

SHORT = forms.Textarea(attrs={"rows": 2})
CASTS = [
    ("chosen", _("Drawn by lot; anybody can take it over")),
    ("drawn", _("Drawn by lot")),
    ("case", _("The person whose case it is")),
    ("turn", _("Everyone in turn")),
    ("rest", _("All who are left")),
]
# What these say changes how long the script takes, which is shown beside.
TIME = {"data-time": ""}
TURNS = [
    (1, _("Nothing is repeated")),
    (0, _("Marked steps once for each person")),
    *((n, _("Marked steps %(n)d times") % {"n": n}) for n in range(2, MOST_TURNS + 1)),
]
CAPTURES = [
    ("", _("Nothing")),
    ("advice", _("Advice, by each adviser")),
    ("insight", _("An insight, for the harvest")),
    ("tip", _("Advice, for the harvest")),
    ("question", _("A question, for the harvest")),
    ("next_step", _("A next step, for the harvest")),
]
CIRCLES = [(0, _("The whole group")), (1, _("Alone")), (2, _("In pairs")), (4, _("In fours"))]


class HeadForm(forms.Form):
    seen = Seen()
    name = Name(label=_("Name"), max_length=NAME_LENGTH)
    what_for = forms.CharField(
        label=_("What it is for"), max_length=TEXT_LENGTH, required=False, widget=SHORT
    )
    least = forms.IntegerField(label=_("Smallest group"), min_value=1, max_value=MOST_PEOPLE)
    most = forms.IntegerField(label=_("Largest group"), min_value=1, max_value=MOST_PEOPLE)
    turns = forms.TypedChoiceField(
        label=_("Repeats"), coerce=int, choices=TURNS, widget=forms.Select(attrs=TIME)
    )


class RoleForm(forms.Form):
    key = forms.RegexField(KEY, widget=forms.HiddenInput)
    title = Name(label=_("Role"), max_length=TITLE_LENGTH)
    cast = forms.ChoiceField(label=_("Who has it"), choices=CASTS, initial="chosen")
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    beside = forms.BooleanField(label=_("Held beside another role"), required=False)
    leads = forms.BooleanField(
        label=_("Leads the group: may hold a step, go on, add minutes"), required=False
    )
    notes = forms.BooleanField(
        label=_("Takes notes: may write in the harvest while listening"), required=False
    )
    stays = forms.BooleanField(label=_("Stays when the others change tables"), required=False)


class StepForm(forms.Form):
    title = Name(label=_("Step"), max_length=TITLE_LENGTH)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        initial=5,
        widget=forms.NumberInput(attrs=TIME),
    )
    says = forms.CharField(
        label=_("What everybody is told"), max_length=TEXT_LENGTH, required=False, widget=SHORT
    )
    writes = forms.MultipleChoiceField(
        label=_("Who may write"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Nobody may write. Say who may, or that everybody is to be silent.")
        },
    )
    captures = forms.ChoiceField(label=_("What is noted"), choices=CAPTURES, required=False)
    circle = forms.TypedChoiceField(label=_("Who talks together"), coerce=int)
    in_turn = forms.BooleanField(
        label=_("This step is repeated"), required=False, widget=forms.CheckboxInput(attrs=TIME)
    )
    travels = forms.BooleanField(
        label=_("Afterwards all but those who stay go on to the next table"), required=False
    )

    def __init__(self, *args: Any, roles: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = list(roles)
        who = [(EVERYONE, _("Everybody")), *self.roles, (NOBODY, _("Nobody: all are silent"))]
        self._offer("writes", who)
        self._offer("circle", CIRCLES + self._other_circle())
        for key, title in self.roles:
            self.fields[f"asks_{key}"] = forms.CharField(
                label=title, max_length=TEXT_LENGTH, required=False, widget=SHORT
            )

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _other_circle(self) -> list[tuple[int, str]]:
        """A size that a file may have brought along."""
        size = str(self["circle"].value() or 0)
        if not size.isdecimal() or int(size) in dict(CIRCLES) or int(size) > MOST_PEOPLE:
            return []
        return [(int(size), str(_("In circles of %(n)d")) % {"n": int(size)})]

    @property
    def asks(self) -> list[BoundField]:
        """What the step asks of each role."""
        return [self[f"asks_{key}"] for key, _title in self.roles]

    @property
    def seldom(self) -> Filled:
        """How much is said in what one seldom needs."""
        return _filled(self[name] for name in ("captures", "circle", "in_turn", "travels"))

    @property
    def asked(self) -> Filled:
        return _filled(self.asks)


class Filled(NamedTuple):
    """Of some fields behind a disclosure: how many say something, and whether one is wrong."""

    some: int
    is_wrong: bool


def _filled(fields: Iterable[BoundField]) -> Filled:
    fields = list(fields)
    said = [field for field in fields if str(field.value() or "0") not in {"0", "False"}]
    return Filled(len(said), any(field.errors for field in fields))
