"""What a project idea says, made sound; and how it begins, from what its card says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from polylogue.followup.models import Idea, IdeaEdition
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.log import journal

LINES = ("title", "city", "owner")
TEXTS = (
    "problem",
    "objective",
    "target_group",
    "activities",
    "partners",
    "resources",
    "risks",
    "first_30",
    "first_90",
    "first_180",
    "support_wanted",
)
FIELDS = (*LINES, *TEXTS)

# By field of a card, where its words go; what is not named here tells the problem.
BELONGS = {
    "title": "title",
    "who": "owner",
    "goal": "objective",
    "steps": "activities",
    "when": "first_30",
    "expertise": "support_wanted",
    "partners": "partners",
    "resources": "resources",
    "funding": "resources",
    "risks": "risks",
}


def begun(said: Mapping[str, str]) -> dict[str, str]:
    """The fields of an idea, from the texts of its card."""
    found = dict.fromkeys(FIELDS, "")
    for name, words in said.items():
        field = BELONGS.get(name, "problem")
        glue = " " if field in LINES else "\n\n"
        found[field] = glue.join(filter(None, (found[field], words)))
    return {name: text[: _most(name)] for name, text in found.items()}


def write(idea: Idea, fields: Mapping[str, Any], *, by: int) -> IdeaEdition:
    """The edition with the idea's own number; raises Invalid in the words of whoever wrote it."""
    edition = IdeaEdition(
        idea=idea,
        number=idea.edition,
        written_by_id=by,
        written_at=journal.now(),
        **cleaned(fields),
    )
    try:
        edition.clean_fields(exclude=["idea", "written_by"])
    except ValidationError as problem:
        name, said = next(iter(problem.message_dict.items()))
        raise Invalid(f"{heading(name)}: {said[0]}") from problem
    edition.save()
    return edition


def cleaned(fields: Mapping[str, Any]) -> dict[str, str]:
    found = {name: wording.name(str(fields.get(name) or "")) for name in LINES}
    found |= {name: wording.text(str(fields.get(name) or "")) for name in TEXTS}
    if not found["title"]:
        raise Invalid(_("Give the project idea a title."))
    return found


def content(edition: IdeaEdition) -> dict[str, str]:
    return {name: str(getattr(edition, name)) for name in FIELDS}


def parts(edition: IdeaEdition) -> list[tuple[str, str]]:
    """What it says, part by part, with the heading of each that is not empty."""
    return [(heading(name), text) for name in TEXTS if (text := getattr(edition, name))]


def heading(name: str) -> str:
    label = str(IdeaEdition._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _most(name: str) -> int:
    return int(IdeaEdition._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]
