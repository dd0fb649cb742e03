"""docs/roles.md, made from the table that decides."""

from __future__ import annotations

from itertools import groupby

from polylogue.dialogues.policy import TABLE, Role, Row, is_kept_in_archive

INTRODUCTION = """# Roles

What each role may do in a dialogue. A person can have several roles, which add up. The table is made from
`polylogue.dialogues.policy`, which decides at every door; after a change of it run
`polylogue manage roles_doc > docs/roles.md`.

Whoever waits to be let in, was removed, or is in another dialogue may do none of this: to them the
dialogue does not exist. Only accounts marked *may create dialogues* set up new ones.
"""


def rendered() -> str:
    """The whole page."""
    rows = sorted(TABLE.values(), key=lambda row: _app(row))
    sections = [_section(app, list(held)) for app, held in groupby(rows, key=_app)]
    return "\n".join([INTRODUCTION, *sections])


def _section(app: str, rows: list[Row]) -> str:
    head = ["", *(str(role.label) for role in Role), "In an archive", "Action"]
    lines = [head, ["---", *[":-:"] * (len(Role) + 1), "---"], *(_cells(row) for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {app.capitalize()}\n\n{table}\n"


def _cells(row: Row) -> list[str]:
    marks = ["yes" if role in row.roles else "" for role in Role]
    return [row.says, *marks, "yes" if is_kept_in_archive(row) else "", f"`{row.action}`"]


def _app(row: Row) -> str:
    return row.action.split(".")[0]
