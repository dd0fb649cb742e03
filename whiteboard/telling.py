"""What a transcript says below the entry that opened a board: which one. The board itself is told by its state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from polylogue.log.facts import tell_with
from whiteboard.models import Board


@tell_with("board.board_opened")
def tell(shown: dict[str, Any]) -> list[str]:
    titles = Board.objects.filter(pk=int(shown.get("board", 0))).values_list("title", flat=True)
    return [_("The board “%(title)s”") % {"title": title} for title in titles]
