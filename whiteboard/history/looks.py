"""A board on both sides of an entry, as a sentence about it needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from whiteboard import labels
from whiteboard.history.differences import Part
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State

TITLE_LENGTH = 70
NAMED = 3

Words = str | Promise


@dataclass(frozen=True)
class Change:
    """What a part of something said before and says after; or, of a text, what was done to it."""

    label: Words
    before: Words = ""
    after: Words = ""
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    who: str
    before: State
    after: State

    def piece(self, name: str) -> Piece | None:
        return self.after.pieces.get(name) or self.before.pieces.get(name)

    def title(self, name: str) -> str:
        """What something is called here, or else what kind of thing it is."""
        piece = self.piece(name)
        if piece is None:
            return _("something else")
        title = " ".join(piece.title.split())
        if title:
            return _("“%(title)s”") % {"title": Truncator(title).chars(TITLE_LENGTH)}
        return _("untitled (%(kind)s)") % {"kind": labels.KINDS[Kind(piece.kind)]}

    def titles(self, names: Iterable[str]) -> str:
        """Some by name, the rest by number."""
        names = sorted(names, key=lambda name: self.piece(name) is None)
        known = [name for name in names[:NAMED] if self.piece(name)]
        more = len(names) - len(known)
        told = ", ".join(map(self.title, known))
        if not more:
            return told
        if not known:
            return ngettext("%(n)d entry", "%(n)d entries", more) % {"n": more}
        return ngettext("%(told)s and %(n)d more", "%(told)s and %(n)d more", more) % {
            "told": told,
            "n": more,
        }

    def label(self, name: str) -> Words:
        return labels.of_field(name, self.after.card)
