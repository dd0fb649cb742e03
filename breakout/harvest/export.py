"""The board of a round to take along: as a document and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from breakout.harvest.fields import FIELDS
from breakout.harvest.reading import Row
from breakout.models import Round
from polylogue.kit.cells import guarded
from polylogue.kit.signs import inline, quoted

Line = list[str]


def markdown(round: Round, rows: list[Row]) -> Iterator[str]:
    yield f"# {inline(round.title)}\n\n{inline(round.dialogue.title)}\n"
    for row in rows:
        yield f"\n## {inline(row['group'].title)}\n\n"
        yield f"{inline(', '.join(names(row)))}\n" if row["roster"] else ""
        if row["case"]:
            yield f"\n{_('Case')}: {inline(row['case'])}\n"
        for field, words in row["said"]:
            yield f"\n### {inline(str(field.label))}\n\n{quoted(words)}\n"
        yield "".join(f"\n*{inline(note)}*\n" for note in notes(row))


def table(round: Round, rows: list[Row]) -> list[Line]:
    labels = [str(field.label) for field in FIELDS]
    head = [_("Group"), _("People"), _("Case"), *labels, _("Remarks")]
    return [head, *(_line(row) for row in rows)]


def names(row: Row) -> list[str]:
    """The roster: names with cities."""
    return [f"{p['name']} ({p['city']})" if p["city"] else p["name"] for p in row["roster"]]


def notes(row: Row) -> list[str]:
    """Why there is nothing, that it is a draft, and who changed it when the group was closed."""
    found = [row["because"], row["why_empty"]]
    if row["is_draft"]:
        found.append(_("Not handed in: seen by the group and the hosts alone."))
    if row["late_by"]:
        found.append(_("Changed after the end by %(name)s.") % {"name": row["late_by"]["name"]})
    return [note for note in found if note]


def _line(row: Row) -> Line:
    said = {field.name: words for field, words in row["said"]}
    cells = [row["group"].title, "; ".join(names(row)), row["case"]]
    cells += [said.get(field.name, "") for field in FIELDS]
    return [guarded(cell) for cell in [*cells, " ".join(notes(row))]]
