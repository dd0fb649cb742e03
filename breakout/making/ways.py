"""What the board of a round offers to fill its groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.filling import way
from breakout.making import copying
from breakout.models import Round
from polylogue.dialogues.models import Participation


@way(_("Number or size of groups"), "making/_resize.html")
def resize(round: Round, by: Participation) -> dict[str, Any] | None:
    return {"count": round.groups.count()} if round.is_draft else None


@way(_("At random"), "making/_shuffle.html")
def shuffle(round: Round, by: Participation) -> dict[str, Any] | None:
    return {} if round.groups.exists() else None


@way(_("By matching"), "making/_match_link.html")
def match(round: Round, by: Participation) -> dict[str, Any]:
    return {}


@way(_("From a list"), "making/_list_link.html")
def from_list(round: Round, by: Participation) -> dict[str, Any]:
    return {"expected": round.expected.count()}


@way(_("As in an earlier round"), "making/_copy.html")
def copy(round: Round, by: Participation) -> dict[str, Any] | None:
    sources = copying.sources(round)
    return {"sources": sources} if sources else None
