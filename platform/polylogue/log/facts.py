"""Entry kinds: every fact that a stream can hold is declared here as a typed, documented struct."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

import msgspec

from polylogue.log.models import Entry


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data of one entry kind. The docstring of a subclass is its documentation."""

    kind: ClassVar[str]
    about: ClassVar[str | None] = None
    """The field that names the earlier entry of the stream whose look this one changes."""

    def describe(self, who: str) -> str:
        """One sentence for transcript and feed; `who` is the actor's name."""
        return f"{who}: {self.kind}"

    def words(self, shown: dict[str, Any]) -> str:
        """What was said with it, if anything, from what the entry shows now; a transcript quotes it."""
        return ""


F = TypeVar("F", bound=type[Fact])
Resolved = dict[tuple[int, int], dict[str, Any]]
Resolver = Callable[[list[Entry]], Resolved]
Teller = Callable[[dict[str, Any]], list[str]]
Keeper = Callable[[Entry], dict[str, Any]]

KINDS: dict[str, type[Fact]] = {}
RESOLVERS: dict[str, Resolver] = {}
FORGETTERS: dict[str, list[Callable[[Entry], None]]] = {}
KEEPERS: dict[str, Keeper] = {}
TELLERS: dict[str, Teller] = {}


def kind(name: str) -> Callable[[F], F]:
    """Declares a struct as the data of entries of this kind."""

    def declare(fact: F) -> F:
        if name in KINDS or not fact.__doc__:
            raise TypeError(f"{name} is declared twice or has no docstring")
        fact.kind = name
        KINDS[name] = fact
        return fact

    return declare


def resolve_with(*names: str) -> Callable[[Resolver], Resolver]:
    """Declares how entries of these kinds get what they refer to, as it may be seen now.

    A resolver takes many entries at once and answers by (stream, seq); what it gives is laid over
    the entry's own data whenever the entry is shown, so that nothing hidden later is shown again.
    """

    def declare(resolver: Resolver) -> Resolver:
        RESOLVERS.update(dict.fromkeys(names, resolver))
        return resolver

    return declare


def tell_with(*names: str) -> Callable[[Teller], Teller]:
    """Declares what a transcript for people says below the sentence of such an entry, line by line.

    It is asked with what the entry shows now.
    """

    def declare(tell: Teller) -> Teller:
        TELLERS.update(dict.fromkeys(names, tell))
        return tell

    return declare


def forget_with(*names: str) -> Callable[[Callable[[Entry], None]], Callable[[Entry], None]]:
    """Declares what removes, for good, the text in the tables that entries of these kinds point to.

    Whoever made something of it declares that too; they go first, while they can still read it.
    """

    def declare(forget: Callable[[Entry], None]) -> Callable[[Entry], None]:
        for name in names:
            FORGETTERS.setdefault(name, []).insert(0, forget)
        return forget

    return declare


def keep_with(*names: str) -> Callable[[Keeper], Keeper]:
    """Declares what stays of entries of these kinds when the log forgets what they say.

    It is what later entries stand on, and not a word of anybody's. Of other kinds nothing stays.
    """

    def declare(keep: Keeper) -> Keeper:
        KEEPERS.update(dict.fromkeys(names, keep))
        return keep

    return declare


def remains(entry: Entry) -> dict[str, Any]:
    keep = KEEPERS.get(entry.kind)
    return keep(entry) if keep else {}


def changes_look_of(entry: Entry) -> int | None:
    """The seq of the earlier entry that must be shown anew because of this one, if any."""
    field = KINDS[entry.kind].about if entry.kind in KINDS else None
    return entry.data.get(field) if field else None


def parse(entry: Entry) -> Fact:
    """The typed fact of an entry; raises `msgspec.ValidationError` for data that does not fit."""
    return msgspec.convert(entry.data, KINDS[entry.kind])


def resolve(entries: Iterable[Entry]) -> Resolved:
    """What each entry shows now, by (stream, seq): its data with what it refers to laid over."""
    entries = list(entries)
    shown = {(e.stream_id, e.seq): dict(e.data) for e in entries}
    by_resolver: dict[Resolver, list[Entry]] = {}
    for entry in entries:
        if (resolver := RESOLVERS.get(entry.kind)) and not entry.redacted_at:
            by_resolver.setdefault(resolver, []).append(entry)
    for resolver, group in by_resolver.items():
        for place, extra in resolver(group).items():
            shown[place].update(extra)
    return shown
