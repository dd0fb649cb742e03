"""A document that somebody brings: read whole and found to make sense, or refused with what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.texts import units
from whiteboard.files.document import Document, Thing
from whiteboard.pieces import CONNECTED, FIELDS, IN_GROUPS, IN_LANES, Fields, Kind, Words

LARGEST = 4 * 1024 * 1024


def read(content: bytes) -> Document:
    if len(content) > LARGEST:
        raise Invalid(_("This is not a board as Polylogue writes them: the file is too large."))
    try:
        document = msgspec.json.decode(content, type=Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        _refuse(str(problem)[:200])
    return checked(document)


def checked(document: Document) -> Document:
    """The same; raises Invalid with the first thing that makes no sense."""
    for problem in _problems(document):
        _refuse(str(problem))
    return document


def _refuse(problem: str) -> None:
    told = _("This is not a board as Polylogue writes them: %(problem)s")
    raise Invalid(told % {"problem": problem})


def _problems(document: Document) -> Iterator[str | Promise]:
    twice = [name for name, n in Counter(one.name for one in document.pieces).items() if n > 1]
    if twice:
        yield _("two things have the name “%(name)s”.") % {"name": twice[0]}
    texts = [one.name for one in document.card]
    if len(set(texts)) < len(texts) or set(texts) & FIELDS[Kind.CARD].keys():
        yield _("the texts of its cards have names that do not fit.")
    if any(wording.CONTROLS.search(one.label) for one in document.card):
        yield _("a label of its cards has signs that cannot be shown.")
    card: Fields = {one.name: Words(one.most) for one in document.card}
    kinds = {one.name: Kind(one.type) for one in document.pieces}
    for thing in document.pieces:
        kind = Kind(thing.type)
        own = card if kind == Kind.CARD else {}
        if kind == Kind.IMAGE:
            yield _("pictures cannot be brought along in a file: “%(name)s” is one.") % {
                "name": thing.name
            }
        yield from _of_fields(thing, {**own, **FIELDS[kind]})
        yield from _of_places(thing, kinds)


def _of_fields(thing: Thing, known: Fields) -> Iterator[str]:
    about = {"name": thing.name}
    for name, value in thing.fields.items():
        if name not in known:
            yield _("“%(name)s” has the field “%(field)s”, which it cannot have.") % {
                **about,
                "field": name,
            }
        elif value is not None:
            try:
                known[name].check(value)
            except (Invalid, units.Misfit, UnicodeError):
                yield _("“%(name)s” has something in “%(field)s” that does not fit there.") % {
                    **about,
                    "field": name,
                }


def _of_places(thing: Thing, kinds: dict[str, Kind]) -> Iterator[str]:
    kind, about = Kind(thing.type), {"name": thing.name}
    if thing.lane and not (kind in IN_LANES and kinds.get(thing.lane) == Kind.LANE):
        yield _("“%(name)s” lies in a lane that is none.") % about
    if thing.group and not (kind in IN_GROUPS and kinds.get(thing.group) == Kind.GROUP):
        yield _("“%(name)s” belongs to a group that is none.") % about
    ends = [kinds.get(end) for end in (thing.start, thing.end) if end]
    if kind == Kind.CONNECTOR:
        if len(ends) != 2 or thing.start == thing.end or not all(e in CONNECTED for e in ends):
            yield _("the line “%(name)s” does not lead from one thing to another.") % about
    elif ends:
        yield _("“%(name)s” has ends and is no line.") % about
