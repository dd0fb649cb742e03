"""The form of a script as a whole: made from a script, or from what was sent, and back to a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from django import forms
from django.http import QueryDict

from breakout.scripts import checking
from breakout.scripts.forms import HeadForm, RoleForm, StepForm
from breakout.scripts.script import EVERYONE, MOST_ROLES, MOST_STEPS, NOBODY, Role, Script, Step

Row = dict[str, Any]
LISTS = ("writes",)
MOST = {"role": MOST_ROLES, "step": MOST_STEPS}


class Focus(NamedTuple):
    """The control that was used, where it is now: of this part, in this row."""

    control: str = ""
    part: str = ""
    place: int = -1


NO_FOCUS = Focus()


@dataclass(frozen=True, slots=True)
class Sheet:
    head: HeadForm
    roles: list[RoleForm]
    steps: list[StepForm]
    focus: Focus = NO_FOCUS

    def is_valid(self) -> bool:
        """Whether it can be kept; what is wrong stands at the role or step concerned."""
        if self.has_errors:
            return False
        problems = checking.problems(checking.cleaned(self.script()))
        for problem in problems:
            self._form(problem).add_error(self._field(problem), str(problem.says))
        return not problems

    @property
    def has_errors(self) -> bool:
        errors = [part.errors for part in (self.head, *self.roles, *self.steps)]
        return any(errors)

    def script(self) -> Script:
        """What a valid sheet says."""
        head = {name: said for name, said in self.head.cleaned_data.items() if name != "seen"}
        return Script(
            **head,
            roles=tuple(Role(**form.cleaned_data) for form in self.roles),
            steps=tuple(_step(form) for form in self.steps),
        )

    def looked_at(self) -> Script:
        """As much of the script as can be read yet: its time."""
        names = ("least", "most", "turns")
        head = {name: self.head[name].value() for name in names}
        rows = [{n: form[n].value() for n in ("minutes", "in_turn")} for form in self.steps]
        return _timed(head, rows)

    def _form(self, problem: checking.Problem) -> forms.Form:
        rows: dict[str, Sequence[forms.Form]] = {"role": self.roles, "step": self.steps}
        return rows[problem.part][problem.place] if problem.part in rows else self.head

    def _field(self, problem: checking.Problem) -> str | None:
        fields = {"silent": "writes"}
        name = fields.get(problem.field, problem.field)
        return name if name in self._form(problem).fields else None


# ---- from a script -------------------------------------------------------------------------------


def of_script(script: Script, *, seen: int, name: str | None = None) -> Sheet:
    head = {f: getattr(script, f) for f in ("name", "what_for", "least", "most", "turns")}
    roles = [msgspec.structs.asdict(role) for role in script.roles]
    steps = [_row(step) for step in script.steps]
    return _sheet(head | {"seen": seen} | ({"name": name} if name else {}), roles, steps)


def _row(step: Step) -> Row:
    row = msgspec.structs.asdict(step)
    asks = {f"asks_{key}": text for key, text in step.asks.items()}
    return row | asks | {"writes": list(step.writes) or [NOBODY]}


# ---- from what was sent --------------------------------------------------------------------------


def sent(said: QueryDict) -> Sheet:
    """To be checked and kept."""
    roles = _rows(said, "role")
    titles = _titles(roles)
    return Sheet(
        HeadForm(said),
        [RoleForm(said, prefix=f"role-{place}") for place in range(len(roles))],
        [
            StepForm(said, prefix=f"step-{place}", roles=titles)
            for place in range(len(_rows(said, "step")))
        ],
    )


def rearranged(said: QueryDict, button: str) -> Sheet:
    """What was typed, with a row added, moved or taken away; nothing is checked yet."""
    rows = {part: _rows(said, part) for part in MOST}
    does, _, of = button.partition("-")
    part, _, place = of.partition("-")
    focus = NO_FOCUS
    if part in rows and does in DOES:
        number = int(place) if place.isdecimal() and len(place) < 4 else -1
        focus = DOES[does](rows[part], number)._replace(part=part)
    _name_roles(rows["role"])
    return _sheet(dict(said.items()), rows["role"], rows["step"][:MOST_STEPS], focus)


def _add(rows: list[Row], place: int) -> Focus:
    there = place + 1 if 0 <= place < len(rows) else len(rows)
    rows.insert(there, {})
    return Focus("title", place=there)


def _remove(rows: list[Row], place: int) -> Focus:
    if place >= 0:
        del rows[place : place + 1]
    return Focus("title", place=min(place, len(rows) - 1))


def _up(rows: list[Row], place: int) -> Focus:
    if not 0 < place < len(rows):
        return Focus("title", place=place)
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return Focus("up" if place > 1 else "down", place=place - 1)


def _down(rows: list[Row], place: int) -> Focus:
    _up(rows, place + 1)
    there = min(place + 1, len(rows) - 1)
    return Focus("down" if there < len(rows) - 1 else "up", place=there)


DOES: dict[str, Callable[[list[Row], int], Focus]] = {
    "add": _add,
    "remove": _remove,
    "up": _up,
    "down": _down,
}


def _name_roles(rows: list[Row]) -> None:
    """A role needs a key by which steps name it, whatever it will be called."""
    del rows[MOST_ROLES:]
    used = {row.get("key") for row in rows}
    free = (key for n in range(1, 99) if (key := f"role_{n}") not in used)
    for row in rows:
        row["key"] = row.get("key") or next(free)


def _sheet(head: Row, roles: list[Row], steps: list[Row], focus: Focus = NO_FOCUS) -> Sheet:
    titles = _titles(roles)
    made = Sheet(
        HeadForm(initial=head),
        [RoleForm(prefix=f"role-{place}", initial=row) for place, row in enumerate(roles)],
        [
            StepForm(prefix=f"step-{place}", initial=_NEW | row, roles=titles)
            for place, row in enumerate(steps)
        ],
        focus,
    )
    rows: list[Any] = made.roles if focus.part == "role" else made.steps
    if focus.control == "title" and 0 <= focus.place < len(rows):
        rows[focus.place].fields["title"].widget.attrs["autofocus"] = True
    return made


_NEW: Row = {"writes": [EVERYONE], "circle": 0}


def _rows(said: QueryDict, part: str) -> list[Row]:
    """What was typed in each row of this part; an unmarked box leaves no trace."""
    count = said.get(f"{part}s", "")
    places = min(int(count), MOST[part]) if count.isdecimal() and len(count) < 4 else 0
    return [_typed(said, f"{part}-{place}-") for place in range(places)]


def _typed(said: QueryDict, prefix: str) -> Row:
    row: Row = {name: [] for name in LISTS} if prefix.startswith("step") else {}
    for name in said:
        if name.startswith(prefix):
            field = name.removeprefix(prefix)
            row[field] = said.getlist(name) if field in LISTS else said[name]
    return row


def _titles(roles: Iterable[Row]) -> list[tuple[str, str]]:
    return [(row["key"], row.get("title", "") or row["key"]) for row in roles if row.get("key")]


def _step(form: StepForm) -> Step:
    said = dict(form.cleaned_data)
    asks = {key: said.pop(f"asks_{key}") for key, _title in form.roles}
    writes = said.pop("writes")
    return Step(
        **said,
        asks={key: text for key, text in asks.items() if text},
        writes=tuple(key for key in writes if key != NOBODY),
        silent=NOBODY in writes,
    )


# ---- how long it takes, while it is being typed ----------------------------------------------------


def looked_at(said: QueryDict) -> Script:
    """As much of a script as can be read from a form that is not ready yet: its time."""
    return _timed(dict(said.items()), _rows(said, "step"))


def _timed(head: Row, rows: Iterable[Row]) -> Script:
    steps = [
        Step("", minutes=_number(row.get("minutes")), in_turn=bool(row.get("in_turn")))
        for row in rows
    ]
    least, most, turns = (_number(head.get(name)) for name in ("least", "most", "turns"))
    return Script("", least=least, most=most, turns=turns, steps=tuple(steps))


def _number(said: Any) -> int:
    text = str(said)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
