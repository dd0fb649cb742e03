from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.polls import limits
from chat.polls.models import Poll
from chat.polls.particulars import Particulars
from polylogue.kit.fields import Name

NAMED, SHOWN_TO_CREW, ANONYMOUS = "named", "crew", "anonymous"
WHO = [
    (NAMED, _("With names, which nobody is shown; votes can be changed")),
    (SHOWN_TO_CREW, _("With names, which the hosts see; votes can be changed")),
    (ANONYMOUS, _("Anonymous; votes cannot be changed")),
]
LIVE, CREW_FIRST, AT_THE_END = "live", "crew", "closed"
WHEN = [
    (LIVE, _("Everyone, while people vote")),
    (AT_THE_END, _("Everyone, but only when the poll is closed")),
    (CREW_FIRST, _("The hosts while people vote, everyone when the poll is closed")),
]


class PollForm(forms.Form):
    """A poll as its author thinks of it: what is asked, what can be answered, who sees what."""

    question = Name(label=_("Question"), max_length=limits.QUESTION_LENGTH)
    kind = forms.ChoiceField(
        label=_("How people answer"),
        choices=Poll.Kind.choices,
        initial=Poll.Kind.SINGLE,
        widget=forms.RadioSelect,
    )
    answers = forms.CharField(
        label=_("Answers"),
        help_text=_("2 to 12, one on each line."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=limits.MOST_OPTIONS * 2 * limits.OPTION_LENGTH,
    )
    at_least = forms.IntegerField(label=_("At least"), min_value=1, max_value=12, initial=1)
    at_most = forms.IntegerField(
        label=_("At most"),
        min_value=1,
        max_value=12,
        required=False,
        help_text=_("Empty: as many as there are."),
    )
    lowest = forms.IntegerField(label=_("From"), min_value=0, max_value=9, initial=1)
    highest = forms.IntegerField(label=_("To"), min_value=1, max_value=10, initial=5)
    low_means = Name(
        label=_("The lowest number means"), max_length=limits.LABEL_LENGTH, required=False
    )
    high_means = Name(
        label=_("The highest number means"), max_length=limits.LABEL_LENGTH, required=False
    )
    who = forms.ChoiceField(
        label=_("Who sees who voted what"), choices=WHO, initial=NAMED, widget=forms.RadioSelect
    )
    when = forms.ChoiceField(
        label=_("Who sees the results"), choices=WHEN, initial=LIVE, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("Close by itself after so many minutes"),
        min_value=1,
        max_value=limits.LONGEST_MINUTES,
        required=False,
    )

    NEEDED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "answers": ("single", "multiple"),
        "at_least": ("multiple",),
        "lowest": ("scale",),
        "highest": ("scale",),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What the chosen way of answering does not need may be empty."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            for name, kinds in self.NEEDED_BY.items():
                self.fields[name].required = self.data.get("kind") in kinds

    @staticmethod
    def initially(poll: Poll) -> dict[str, Any]:
        """A draft, as the form shows it."""
        is_scale = poll.kind == Poll.Kind.SCALE
        ends = poll.options if is_scale else ["", ""]
        named = SHOWN_TO_CREW if poll.crew_sees_names else NAMED
        is_multiple = poll.kind == Poll.Kind.MULTIPLE
        return {
            "question": poll.question,
            "kind": poll.kind,
            "answers": "" if is_scale else "\n".join(poll.options),
            "at_least": poll.least if is_multiple else 1,
            "at_most": poll.most if is_multiple else None,
            "lowest": poll.least if is_scale else 1,
            "highest": poll.most if is_scale else 5,
            "low_means": ends[0],
            "high_means": ends[1],
            "who": ANONYMOUS if poll.is_anonymous else named,
            "when": CREW_FIRST if poll.crew_sees_results else poll.results,
            "minutes": poll.minutes,
        }

    def clean(self) -> dict[str, Any]:
        """Each field that does not fit says so itself."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Poll.Kind.SCALE:
            self._check_scale(cleaned)
        elif "answers" in cleaned:
            self._check_answers(cleaned)
        return cleaned

    def particulars(self) -> Particulars:
        """What the form says, as commands say it."""
        said = self.cleaned_data
        return Particulars(
            question=said["question"],
            kind=said["kind"],
            is_anonymous=said["who"] == ANONYMOUS,
            crew_sees_names=said["who"] == SHOWN_TO_CREW,
            results="live" if said["when"] == LIVE else "closed",
            crew_sees_results=said["when"] == CREW_FIRST,
            minutes=said["minutes"],
            **self._range(),
        )

    def _range(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["kind"] == Poll.Kind.SCALE:
            options = [said["low_means"], said["high_means"]]
            return {"options": options, "least": said["lowest"], "most": said["highest"]}
        options = _lines(said["answers"])
        if said["kind"] == Poll.Kind.SINGLE:
            return {"options": options}
        most = said["at_most"] or len(options)
        return {"options": options, "least": said["at_least"] or 1, "most": most}

    def _check_scale(self, said: dict[str, Any]) -> None:
        lowest, highest = said.get("lowest"), said.get("highest")
        if lowest is None or highest is None or lowest >= highest:
            self.add_error("highest", _("A scale goes from a lower to a higher number."))

    def _check_answers(self, said: dict[str, Any]) -> None:
        answers = _lines(said["answers"])
        if not limits.FEWEST_OPTIONS <= len(answers) <= limits.MOST_OPTIONS:
            self.add_error("answers", _("A poll needs 2 to 12 answers to choose from."))
        elif any(len(answer) > limits.OPTION_LENGTH for answer in answers):
            self.add_error("answers", _("Each answer needs 1 to 120 characters."))
        elif said.get("kind") == Poll.Kind.MULTIPLE:
            least, most = said.get("at_least") or 1, said.get("at_most") or len(answers)
            if not least <= most <= len(answers):
                fits = _("How many answers can be chosen does not fit how many there are.")
                self.add_error("at_most", fits)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
