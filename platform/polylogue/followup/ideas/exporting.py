"""The project ideas of a dialogue as a table, for the crew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from polylogue.followup.ideas import wording
from polylogue.followup.ideas.reading import Shown
from polylogue.kit.cells import guarded

Line = list[str]


def table(ideas: list[Shown]) -> list[Line]:
    labels = [wording.heading(name) for name in wording.FIELDS]
    return [[_("Number"), *labels, _("Board"), _("Last written")], *map(_line, ideas)]


def _line(shown: Shown) -> Line:
    edition = shown.edition
    said = [str(shown.idea.pk), *wording.content(edition).values()]
    about = [shown.idea.board.title, edition.written_at.isoformat(timespec="seconds")]
    return [guarded(cell) for cell in [*said, *about]]
