"""Which entries of a board a person finds in its history: page by page, newest first."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from polylogue.log.models import Audience, Entry
from whiteboard.entrance import Visit
from whiteboard.entries.returning import Leading
from whiteboard.models import Step
from whiteboard.pieces import SIGHT, Piece

PAGE = 60
LEADING = [kind.kind for kind in Leading.__subclasses__()]
# What everybody did stands in entries of their own; these say what follows from it.
QUIET = (
    *("board.votes_counted", "board.vote_cast", "board.orders_renewed", "board.look_changed"),
    "board.board_opened",
)


def seen(visit: Visit) -> QuerySet[Entry]:
    """What is told of the board to this person, in order."""
    own = Q(audience=Audience.PERSON, person=visit.by.person_id)
    found = Entry.objects.filter(Q(audience=Audience.EVERYONE) | own, kind__startswith="board.")
    return found.filter(stream=visit.board.stream_id).exclude(kind__in=QUIET).order_by("seq")


def page(visit: Visit, before: int | None) -> tuple[list[Entry], int | None]:
    """Some of it, oldest first, and before which entry there is more; of what is one only its head."""
    found = seen(visit)
    for seq, of in _leads(visit):
        found = found.exclude(seq__range=(seq - of, seq - 1))
    return _page(found, before)


def page_of_piece(visit: Visit, piece: Piece, before: int | None) -> tuple[list[Entry], int | None]:
    return _page(seen(visit).filter(seq__in=entries_of(visit, piece)), before)


def entries_of(visit: Visit, piece: Piece) -> list[int]:
    """The numbers of all entries that changed a piece, whoever may see them."""
    steps = Step.objects.filter(board=visit.board, piece=piece.name)
    shown = piece.revs.get(SIGHT, (piece.made, 0))[0]
    return sorted({*steps.values_list("seq", flat=True), piece.made, shown})


def neighbours(visit: Visit, seq: int) -> tuple[int | None, int | None]:
    """The moments before and after this one that the person can tell from it."""
    found = seen(visit)
    earlier = found.filter(seq__lt=seq).order_by("-seq").values_list("seq", flat=True).first()
    later = found.filter(seq__gt=seq).values_list("seq", flat=True).first()
    return earlier, later


def last_until(visit: Visit, moment: datetime) -> int:
    """Where the board stood at a moment: its last entry until then, or its first."""
    found = Entry.objects.filter(stream=visit.board.stream_id, at__lte=moment).order_by("-seq")
    return found.values_list("seq", flat=True).first() or 1


def _leads(visit: Visit) -> list[tuple[int, int]]:
    found = seen(visit).filter(kind__in=LEADING)
    return [(seq, data["of"]) for seq, data in found.values_list("seq", "data") if "of" in data]


def _page(found: QuerySet[Entry], before: int | None) -> tuple[list[Entry], int | None]:
    if before is not None:
        found = found.filter(seq__lt=before)
    some = list(found.order_by("-seq")[: PAGE + 1])
    is_more = len(some) > PAGE
    some = some[:PAGE][::-1]
    return some, some[0].seq if is_more else None
