"""What a group writes down: the fields of its harvest, each a text that all of it write at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LENGTH = 2000
HOLDER = "harvest"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str | Promise
    hint: str | Promise

    @property
    def text(self) -> str:
        """The name of its text (polylogue.texts)."""
        return f"{HOLDER}.{self.name}"


FIELDS = (
    Field("insight", _("Insight"), _("What did you learn that others should know?")),
    Field("advice", _("Advice given"), _("What did you advise, to whom?")),
    Field("question", _("Open question"), _("What is still open?")),
    Field("next_step", _("Next step"), _("Who does what first, until when?")),
)
TEXTS = [field.text for field in FIELDS]
