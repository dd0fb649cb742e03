"""What follows from the declarations of the apps (polylogue.kit.archiving) and from their models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from polylogue.kit import archiving
from polylogue.kit.archiving import (
    TABLES,
    Chosen,
    Dashed,
    Keyed,
    Listed,
    Ref,
    Row,
    Shape,
    Table,
    Valued,
)

PEOPLE = "people.User"


def model_of(table: Table) -> type[models.Model]:
    return apps.get_model(table.label)


def own_number(model: type[models.Model]) -> models.Field[Any, Any] | None:
    """The column by which a row is numbered, if it is by nothing else."""
    pk: Any = model._meta.pk
    made = isinstance(pk, (models.AutoField, models.UUIDField))
    return pk if made else None


@cache
def columns(label: str) -> tuple[models.Field[Any, Any], ...]:
    """The columns of a table that are in an archive."""
    table, model = TABLES[label], apps.get_model(label)
    number = own_number(model)
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.column and field is not number and field.name not in table.left
    )


def target(field: models.Field[Any, Any]) -> str:
    """The table whose rows a foreign key names; one that goes by another's number is that other."""
    model: Any = field.remote_field.model  # type: ignore[union-attr]
    while model._meta.pk.is_relation:
        model = model._meta.pk.remote_field.model
    return str(model._meta.label)


@cache
def named() -> frozenset[str]:
    """The tables whose rows are named anywhere in an archive."""
    keys = (field for label in TABLES for field in columns(label) if field.is_relation)
    shapes = [*archiving.ENTRIES.values(), *archiving.JOBS.values(), *archiving.PLACES.values()]
    shapes += archiving.MARKS.values()
    shapes += [shape for table in TABLES.values() for shape in table.shapes.values()]
    refs = {ref.model for shape in shapes for ref in refs_in(shape)}
    return frozenset({target(field) for field in keys} | refs)


def refs_in(shape: Shape) -> Iterator[Ref]:
    match shape:
        case Ref():
            yield shape
        case Listed(each) | Valued(each):
            yield from refs_in(each)
        case Row(parts) | Dashed(parts):
            for part in parts:
                yield from refs_in(part)
        case Keyed(parts) | Chosen(_, parts):
            for part in parts.values():
                yield from refs_in(part)
