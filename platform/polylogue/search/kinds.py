"""What can be found: each wing declares which of its entries say something, and what kind that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polylogue.log.models import Audience, Entry


class Said(NamedTuple):
    """What an entry says now, and as what kind it can be looked for.

    `audience`: who may find it now, if that is not whom its entry was for.
    """

    kind: str
    text: str
    audience: Audience | None = None


Reader = Callable[[Entry, dict[str, Any]], Said | None]
Aside = Callable[[list[Entry]], Iterable[tuple[int, int]]]
Along = Callable[[int, set[int]], Iterable[int]]
Address = Callable[[Entry], str]
Limit = Callable[[int, int, bool], Iterable[tuple[int, int]]]
Leaves = Callable[[Entry], str | None]

KINDS: dict[str, str | Promise] = {}
READERS: dict[str, Reader] = {}
LINKS: dict[str, str] = {}
ALONG: list[Along] = []
ASIDE: dict[str, Aside] = {}
ADDRESSES: dict[str, Address] = {}
LIMITS: dict[str, Limit] = {}
LEAVES: dict[str, Leaves] = {}


def declare(kind: str, title: str | Promise) -> str:
    """Adds a kind to the filter, in the order of declaration."""
    if kind in KINDS:
        raise ValueError(f"{kind} is declared twice")
    KINDS[kind] = title
    return kind


def finds(
    *names: str, link: str = "", address: Address | None = None
) -> Callable[[Reader], Reader]:
    """Declares how entries of these kinds are read: from the entry and what it shows now.

    `link` names the address of such an entry in a room: dialogue, room, seq. `address` gives that
    of what stands elsewhere; it is shown by its kind and place, not as somebody's words.
    """

    def declare(reader: Reader) -> Reader:
        READERS.update(dict.fromkeys(names, reader))
        LINKS.update(dict.fromkeys(names, link))
        if address:
            ADDRESSES.update(dict.fromkeys(names, address))
        return reader

    return declare


def reads_along(along: Along) -> Along:
    """Declares what is read again, by seq, when these entries of a stream look otherwise."""
    ALONG.append(along)
    return along


def reads_again(*names: str) -> Callable[[Aside], Aside]:
    """Declares that entries of these kinds change what others say, which are read again: by stream and seq."""

    def declare(aside: Aside) -> Aside:
        ASIDE.update(dict.fromkeys(names, aside))
        return aside

    return declare


def limits(kind: str) -> Callable[[Limit], Limit]:
    """Declares that of this kind not everything in a stream is for all who follow it.

    From (person, stream of the dialogue, whether they look as crew) to the places, by stream and
    seq, that they may find; asked with each search, before anything is found.
    """

    def declare(limit: Limit) -> Limit:
        LIMITS[kind] = limit
        return limit

    return declare


def leaves(name: str) -> Callable[[Leaves], Leaves]:
    """Declares that entries of this kind decide themselves what of them leaves the room, if anything."""

    def declare(told: Leaves) -> Leaves:
        LEAVES[name] = told
        return told

    return declare


def said(entry: Entry, shown: dict[str, Any]) -> Said | None:
    """What can be found of an entry; nothing of what is not shown any more."""
    reader = READERS.get(entry.kind)
    if reader is None or entry.redacted_at:
        return None
    found = reader(entry, shown)
    return found if found and found.text.strip() else None


ANNOUNCEMENT = declare("announcement", _("Announcements"))


@finds("dialogues.announcement_made")
def announcement(entry: Entry, shown: dict[str, Any]) -> Said | None:
    return Said(ANNOUNCEMENT, shown["text"])
