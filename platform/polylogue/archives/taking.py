"""Values of an archive for the columns of a table, each refused unless the column can hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from polylogue.archives import declared, shaping
from polylogue.archives.numbering import Numbers
from polylogue.archives.refusals import NotRestored
from polylogue.kit.archiving import Table
from polylogue.log import facts

YEARS = range(1900, 9001)
"""Beyond them moments cannot be told in every zone; what waits for its history waits for the last."""
DEEPEST = 100

if TYPE_CHECKING:
    Field = models.Field[Any, Any]


class Taker:
    """Makes rows of a table from lines of an archive."""

    def __init__(self, table: Table, numbers: Numbers) -> None:
        self.table, self.numbers = table, numbers
        self.model = declared.model_of(table)
        self.columns = {column.name: column for column in declared.columns(table.label)}
        self.left = _defaults(table, self.model)

    def taken(self, said: dict[str, Any]) -> models.Model:
        """A row that was not written yet, without its own number."""
        if unknown := said.keys() - self.columns.keys():
            raise NotRestored(f"{self.table.label} has no {sorted(unknown)[0][:80]!r} here.")
        values = {name: make() for name, make in self.left.items()}
        for name, column in self.columns.items():
            try:
                values[column.attname] = self._value(name, column, said)
            except (shaping.Misshapen, ValueError, TypeError, KeyError, RecursionError) as problem:
                raise NotRestored(f"{self.table.label} has an odd {name}: {problem}") from None
        return self.model(**values)

    def _value(self, name: str, column: Field, said: dict[str, Any]) -> Any:
        if name not in said:
            return _default(column)
        value = said[name]
        if value is None:
            return _nothing(column)
        if column.is_relation:
            return column.to_python(self.numbers.number_of_row(declared.target(column), value))
        if name in self.table.shapes:
            shape = self.table.shapes[name]
            shaping.require(value, shape, said)
            return _fitting(column, shaping.renamed(value, shape, self.numbers.number, said))
        return _fitting(column, value)


def require_fact(kind: str, data: Any, *, is_redacted: bool) -> None:
    """An entry says what entries of its kind can say; one that was forgotten may say nothing."""
    if kind not in facts.KINDS:
        raise NotRestored(f"Entries of the kind {kind[:80]!r} are not known here.")
    if data or not is_redacted:
        shaping.convert(data, facts.KINDS[kind])


def _defaults(table: Table, model: type[models.Model]) -> dict[str, Callable[[], Any]]:
    """What stands in columns of which an archive has nothing."""
    fields = [model._meta.get_field(name) for name in table.left]
    return {field.attname: field.get_default for field in fields}  # type: ignore[union-attr]


def _default(column: Field) -> Any:
    """Of a column that the archive does not know yet."""
    if column.has_default() or column.null:
        return column.get_default()
    raise NotRestored(f"{column.model._meta.label} has no {column.name} in this archive.")


def _nothing(column: Field) -> None:
    if not column.null:
        raise ValueError("something has to be there")


def _fitting(column: Field, value: Any) -> Any:
    """The value as the column holds it."""
    kind = column.get_internal_type()
    if kind == "JSONField":
        return _shallow(value)
    if kind in {"DateTimeField", "DateField"}:
        return _moment(kind, value)
    if kind == "BooleanField":
        return _of(bool, value)
    if "Integer" in kind:
        return _number(kind, value)
    return _text(column, value)


def _shallow(value: Any) -> Any:
    """Whoever reads it goes down as deep as it is."""
    level = [value]
    for _depth in range(DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return value
    raise ValueError("more within one another than anything of ours has")


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"not a {kind.__name__}")
    return value


def _moment(kind: str, value: Any) -> date:
    moment = (date if kind == "DateField" else datetime).fromisoformat(_of(str, value))
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    if moment.year not in YEARS:
        raise ValueError("a moment that no clock shows")
    return moment


def _number(kind: str, value: Any) -> int:
    least, most = connection.ops.integer_field_ranges[kind]
    number: int = _of(int, value)
    if not least <= number <= most:
        raise ValueError("a number that is too large or too small")
    return number


def _text(column: Field, value: Any) -> str:
    text: str = _of(str, value)
    if "\x00" in text or (column.max_length and len(text) > column.max_length):
        raise ValueError("a text that is too long, or holds what no text can")
    is_wanted = text or not column.blank
    if is_wanted and (choices := _choices(column)) and text not in choices:
        raise ValueError(f"{text[:80]!r} is none of its choices")
    return text


@cache
def _choices(column: Field) -> frozenset[str]:
    return frozenset(str(value) for value, _label in column.flatchoices)
