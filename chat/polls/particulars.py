"""What the crew says of a poll, and whether it makes sense."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import msgspec
from django.utils.translation import gettext_lazy as _
from msgspec import Meta

from chat.polls import limits
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid

Text = Annotated[str, Meta(max_length=2 * limits.QUESTION_LENGTH)]
Number = Annotated[int, Meta(ge=0, le=limits.MOST_OPTIONS)]


class Particulars(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A poll as it is written: `options` are 2 to 12 answers, or the words at both ends of a scale.

    `least` and `most` say how many answers can be chosen, or from where to where a scale goes.
    """

    question: Text
    kind: Literal["single", "multiple", "scale"]
    options: Annotated[list[Text], Meta(max_length=limits.MOST_OPTIONS)] = []
    least: Number = 1
    most: Number = 1
    is_anonymous: bool = False
    results: Literal["live", "closed"] = "live"
    crew_sees_results: bool = False
    crew_sees_names: bool = False
    minutes: Annotated[int, Meta(ge=1, le=limits.LONGEST_MINUTES)] | None = None

    def cleaned(self) -> Self:
        """The same as it is kept; raises Invalid, in the author's words, for what makes no sense."""
        cleaned = msgspec.structs.replace(
            self,
            question=wording.name(self.question),
            options=[wording.name(option) for option in self.options],
            least=self.least if self.kind != "single" else 1,
            most=self.most if self.kind != "single" else 1,
            crew_sees_results=self.crew_sees_results and self.results == "closed",
            crew_sees_names=self.crew_sees_names and not self.is_anonymous,
        )
        cleaned._require_question()
        if self.kind == "scale":
            cleaned._require_scale()
        else:
            cleaned._require_options()
        return cleaned

    def _require_question(self) -> None:
        if not 1 <= len(self.question) <= limits.QUESTION_LENGTH:
            raise Invalid(_("A poll needs a question of up to 300 characters."))

    def _require_scale(self) -> None:
        if not limits.SCALE_FROM <= self.least < self.most <= limits.SCALE_TO:
            raise Invalid(_("A scale goes from a lower to a higher number, between 0 and 10."))
        if len(self.options) != 2 or any(len(o) > limits.LABEL_LENGTH for o in self.options):
            raise Invalid(_("Say in up to 60 characters what each end of the scale means."))

    def _require_options(self) -> None:
        count = len(self.options)
        if not limits.FEWEST_OPTIONS <= count <= limits.MOST_OPTIONS:
            raise Invalid(_("A poll needs 2 to 12 answers to choose from."))
        if not all(1 <= len(option) <= limits.OPTION_LENGTH for option in self.options):
            raise Invalid(_("Each answer needs 1 to 120 characters."))
        if len({option.casefold() for option in self.options}) < count:
            raise Invalid(_("Two answers are the same."))
        if not 1 <= self.least <= self.most <= count:
            raise Invalid(_("How many answers can be chosen does not fit how many there are."))
