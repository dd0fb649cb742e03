"""Nothing is archived, and nothing left out, that was not declared: a new table, column or kind fails here."""

from __future__ import annotations

import msgspec
import pytest
from django.apps import apps
from django.db import models
from msgspec import inspect

from polylogue.archives import declared
from polylogue.jobs import tasks
from polylogue.kit import archiving
from polylogue.kit.archiving import (
    ENTRIES,
    JOBS,
    JOBS_LEFT_OUT,
    LEFT_OUT,
    MARKS,
    PLACES,
    TABLES,
    Keyed,
    Listed,
    Plain,
    Ref,
    Row,
    Valued,
)
from polylogue.log.facts import KINDS, Fact
from rooms.promotions.sources import SOURCES

SECRETS = {
    "people.User": {"password", "last_login", "is_superuser", "is_staff"},
    "dialogues.Participation": {"reentry_digest"},
    "dialogues.JoinLink": {"nonce"},
    "making.Expected": {"code_digest"},
}


def test_every_table_is_declared_or_says_why_it_is_left_out():
    assert {m._meta.label for m in apps.get_models()} == TABLES.keys() | LEFT_OUT.keys()


def test_every_kind_of_entry_job_and_source_is_declared():
    assert ENTRIES.keys() == KINDS.keys()
    assert JOBS.keys() | JOBS_LEFT_OUT.keys() == tasks.KINDS.keys()
    assert PLACES.keys() == SOURCES.keys()


def test_secrets_are_left_out():
    for label, names in SECRETS.items():
        assert names <= TABLES[label].left
    assert {"account.EmailAddress", "sessions.Session", "log.Command"} <= LEFT_OUT.keys()


def undeclared(label):
    """Columns of a table of which nobody said whether they name rows."""
    table = TABLES[label]
    for column in declared.columns(label):
        counts = isinstance(column, (models.BigIntegerField, models.UUIDField))
        is_doubtful = counts or isinstance(column, models.JSONField)
        known = column.is_relation or column.name in table.shapes or column.name in table.numbers
        if is_doubtful and not known:
            yield column.name


@pytest.mark.parametrize("label", TABLES)
def test_every_column_that_could_name_rows_is_declared(label):
    assert list(undeclared(label)) == []
    names = {field.name for field in apps.get_model(label)._meta.concrete_fields}
    table = TABLES[label]
    assert table.shapes.keys() | table.numbers | table.left | table.stored <= names


def covers(shape, kind) -> bool:
    """Whether a shape says of every number in a type what it is."""
    match kind:
        case inspect.UnionType(types):
            return all(covers(shape, one) for one in types)
        case inspect.NoneType() | inspect.StrType() | inspect.BoolType() | inspect.DateTimeType():
            return True
        case inspect.TimeDeltaType() | inspect.LiteralType():
            return True
        case inspect.IntType():
            return isinstance(shape, (Plain, Ref))
    if isinstance(shape, Plain):
        return shape is archiving.PLAIN or shape.of is not int
    match kind, shape:
        case inspect.ListType(each), Listed(one):
            return covers(one, each)
        case inspect.VarTupleType(each), Listed(one):
            return covers(one, each)
        case inspect.TupleType(parts), Row(ones):
            return len(parts) == len(ones) and all(map(covers, ones, parts))
        case inspect.DictType(_, each), Valued(one):
            return covers(one, each)
        case inspect.DictType(), Keyed(parts):
            return bool(parts)
        case inspect.StructType(fields=fields), Keyed(parts):
            named = {field.encode_name for field in fields}
            return parts.keys() <= named and all(
                covers(parts.get(field.encode_name), field.type) for field in fields
            )
    return shape is None and not counts(kind)


def counts(kind) -> bool:
    """Whether there can be a number in a type."""
    match kind:
        case inspect.ListType(each) | inspect.VarTupleType(each) | inspect.DictType(_, each):
            return counts(each)
        case inspect.TupleType(parts) | inspect.UnionType(parts):
            return any(map(counts, parts))
        case inspect.StrType() | inspect.BoolType() | inspect.NoneType() | inspect.DateTimeType():
            return False
    return True


@pytest.mark.parametrize("name", KINDS)
def test_every_number_in_an_entry_is_declared(name):
    fact = inspect.type_info(KINDS[name])
    shape = ENTRIES[name]
    assert covers(Keyed({}) if shape is archiving.PLAIN else shape, fact), name


COUNTED = {
    ("board.phase_set", "round"),
    ("board.vote_cast", "round"),
    ("reports.people_introduced", "people"),
}


def test_no_field_is_called_like_one_that_names_rows_and_does_not():
    fields = [(kind, *part) for kind, shape in ENTRIES.items() for part in parts_of(shape)]
    naming = {name for _, name, shape in fields if list(declared.refs_in(shape))}
    assert {
        (kind, name) for kind, name, shape in fields if shape == archiving.NUMBER and name in naming
    } == COUNTED


def parts_of(shape):
    return shape.parts.items() if isinstance(shape, Keyed) else ()


@pytest.mark.parametrize("name", JOBS)
def test_every_number_in_a_job_is_declared(name):
    assert covers(JOBS[name], inspect.type_info(tasks.KINDS[name]))


def test_a_number_that_is_not_declared_is_noticed():
    class Seen(Fact, frozen=True):
        person: int
        others: list[int] = msgspec.field(default_factory=list)

    fact = inspect.type_info(Seen)
    somebody = archiving.keyed(person=archiving.PERSON)
    assert not covers(Keyed({}), fact)
    assert not covers(somebody, fact)
    assert not covers(archiving.keyed(person=archiving.PERSON, others=archiving.PERSON), fact)
    assert covers(Keyed(somebody.parts | {"others": archiving.many(archiving.PERSON)}), fact)


def test_a_table_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        archiving.left_out("rooms.Room", "no")


def test_marks_of_messages_are_those_that_wings_keep():
    assert MARKS.keys() == {"mentions", "attachments", "reactions", "pinned", "promoted"}
