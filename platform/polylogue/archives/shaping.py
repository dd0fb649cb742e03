"""Gives the rows that are named in a value other names, wherever its shape says that they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from polylogue.kit.archiving import (
    Chosen,
    Dashed,
    Keyed,
    Listed,
    Plain,
    Ref,
    Row,
    Shape,
    Valued,
)

Name = Callable[[str, Any], Any]
"""Gives for a table and the name of one of its rows the other name."""

GONE = str.maketrans("!-", "-!")
"""In a text with dashes another sign stands for the minus of a row that is gone."""


class Misshapen(Exception):
    """The value does not have the shape that was declared for it."""


def renamed(value: Any, shape: Shape, name: Name, row: Mapping[str, Any]) -> Any:
    """The value with other names; `row` is the row that it stands in."""
    if value is None:
        return None
    match shape:
        case Plain():
            return value
        case Ref(model):
            return name(model, value)
        case Listed(each, is_sorted):
            named = [renamed(one, each, name, row) for one in _list(value)]
            return sorted(named) if is_sorted else named
        case Row(parts):
            pairs = zip(_list(value), parts, strict=True)
            return [renamed(one, part, name, row) for one, part in pairs]
        case Valued(each):
            return {key: renamed(one, each, name, row) for key, one in _object(value).items()}
        case Keyed(parts, only):
            return _keyed(_object(value), parts, only, name, row)
        case Dashed(parts):
            return _dashed(value, parts, name, row)
        case Chosen(column, among):
            if row[column] not in among:
                raise Misshapen(f"{column} {row[column]!r} is not known here")
            return renamed(value, among[row[column]], name, row)
    raise Misshapen(f"{type(shape).__name__} is no shape")


def require(value: Any, shape: Shape, row: Mapping[str, Any]) -> None:
    """Raises Misshapen where something is not what its plain shape says; for values that come from elsewhere."""
    if value is None:
        return
    match shape:
        case Plain(of):
            convert(value, of)
        case Listed(each):
            for one in _list(value):
                require(one, each, row)
        case Row(parts):
            for one, part in zip(_list(value), parts, strict=True):
                require(one, part, row)
        case Valued(each):
            for one in _object(value).values():
                require(one, each, row)
        case Keyed(parts, of=of):
            convert(value, of)
            for key, part in parts.items():
                require(_object(value).get(key), part, row)
        case Chosen(column, among):
            require(value, among[row[column]], row)


def convert(value: Any, of: Any) -> None:
    try:
        msgspec.convert(value, of)
    except msgspec.ValidationError as problem:
        raise Misshapen(str(problem)) from None


def _keyed(
    value: dict[str, Any],
    parts: Mapping[str, Shape],
    only: bool,
    name: Name,
    row: Mapping[str, Any],
) -> dict[str, Any]:
    if only and (other := value.keys() - parts.keys()):
        raise Misshapen(f"{sorted(other)[0]!r} is not known here")
    return {
        key: renamed(one, parts[key], name, row) if key in parts else one
        for key, one in value.items()
    }


def _dashed(value: Any, parts: tuple[Shape, ...], name: Name, row: Mapping[str, Any]) -> str:
    if not isinstance(value, str):
        raise Misshapen("a text was expected")
    words = value.split("-", len(parts) - 1)
    return "-".join(_word(word, part, name, row) for word, part in zip(words, parts, strict=True))


def _word(word: str, part: Shape, name: Name, row: Mapping[str, Any]) -> str:
    if isinstance(part, Plain):
        return word
    return str(renamed(int(word.translate(GONE)), part, name, row)).translate(GONE)


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise Misshapen("a list was expected")


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise Misshapen("an object was expected")
