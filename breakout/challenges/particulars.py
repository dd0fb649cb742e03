"""What is said of a challenge, made sound: nothing else becomes a version of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from breakout.challenges.limits import LONG, QUESTION_LENGTH, SHORT
from breakout.challenges.models import Draft, Scope, Version, Wording
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.people import languages

LINES = {"title": SHORT, "question": QUESTION_LENGTH}
TEXTS = ("context", "tried", "obstacle", "help_wanted")
MOST_LINES, LONGEST_TOPIC = 60, 120  # of what is typed; vocabulary says what can be saved
LENGTHS = LINES | dict.fromkeys(TEXTS, LONG)


@dataclass(frozen=True, slots=True)
class Particulars:
    """A challenge as it is written, and who may see it once it is offered."""

    title: str = ""
    context: str = ""
    tried: str = ""
    obstacle: str = ""
    question: str = ""
    help_wanted: str = ""
    topics: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    as_city: bool = False
    scope: str = Scope.GROUP

    def cleaned(self) -> Self:
        """The same as it is kept; raises Invalid, in the author's words, for what makes no sense."""
        written: dict[str, Any] = {
            **{name: wording.name(getattr(self, name)) for name in LINES},
            **{name: wording.text(getattr(self, name)) for name in TEXTS},
        }
        spoken = [wording.name(one)[: languages.LENGTH] for one in self.languages]
        topics = [wording.name(one)[:LONGEST_TOPIC] for one in self.topics[:MOST_LINES]]
        cleaned = replace(
            self,
            **written,
            topics=list(filter(None, topics)),
            languages=list(filter(None, spoken[: languages.MOST])),
        )
        for name, most in LENGTHS.items():
            if len(getattr(cleaned, name)) > most:
                label = {"name": heading(name), "most": most}
                raise Invalid(_("%(name)s: up to %(most)d characters, please.") % label)
        if self.scope not in Scope.values:
            raise Invalid(_("Choose who may see it."))
        return cleaned

    def require_something(self) -> None:
        if not any(getattr(self, name) for name in LENGTHS):
            raise Invalid(_("Nothing is written yet."))

    def require_complete(self) -> None:
        """What others need to be able to advise."""
        if not (self.title and self.question):
            raise Invalid(_("To offer a challenge, give it a title and one key question."))

    def words(self) -> dict[str, Any]:
        """Field by field, for a row; all but who may see it, which is the challenge's own."""
        return {name: value for name, value in asdict(self).items() if name != "scope"}


def of(row: Wording, scope: str) -> Particulars:
    """What a version or a draft says, to compare it or to go on from it."""
    names = [name for name in Particulars.__dataclass_fields__ if name != "scope"]
    return Particulars(**{name: getattr(row, name) for name in names}, scope=scope)


def of_draft(draft: Draft) -> Particulars:
    return of(draft, draft.scope)


def heading(name: str) -> str:
    """What a field is called, as it stands above it."""
    label = str(getattr(Version._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]
