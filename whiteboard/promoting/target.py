"""Boards as the place where things from elsewhere are taken up (rooms.promotions)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse

from polylogue.dialogues.models import Participation
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.log import redaction
from polylogue.log.models import Entry
from rooms.promotions import targets
from rooms.promotions.models import Promotion
from rooms.promotions.targets import Went
from whiteboard import rowing
from whiteboard.models import Board
from whiteboard.promoting import choosing


class Boards(targets.Target):
    def is_open_to(self, by: Participation) -> bool:
        return bool(choosing.open_to(by))

    def address(self, by: Participation, kind: str, place: str) -> str:
        return reverse("whiteboard:put", args=[by.dialogue.slug, kind, place])

    def went(self, promotions: Iterable[Promotion], by: Participation) -> Mapping[int, Went]:
        by_stream: dict[int, list[Promotion]] = defaultdict(list)
        for one in promotions:
            by_stream[one.stream_id].append(one)
        boards = Board.objects.visible_to(by.person).filter(stream__in=by_stream)
        found: dict[int, Went] = {}
        for board in boards.select_related("room__dialogue"):
            found |= _on(board, by_stream[board.stream_id], by)
        return found

    def forget(self, promotion: Promotion) -> None:
        """The board's stream may not be locked here: it forgets a moment later."""
        lane = promotion.dialogue.stream_id
        queue.enqueue(ForgetCard(lane=lane, stream=promotion.stream_id, seq=promotion.seq))


targets.declare(Boards())


def _on(board: Board, promotions: list[Promotion], by: Participation) -> dict[int, Went]:
    names = Q(name__in=[one.piece for one in promotions])
    seen = {
        piece.name: piece
        for piece in rowing.pieces_of(board, names)
        if piece.is_live and piece.is_seen_by(by.person_id)
    }
    address = board.get_absolute_url()
    return {
        one.pk: Went(board.title, f"{address}#{one.piece}")
        for one in promotions
        if one.piece in seen
    }


@task("board.forget_card")
class ForgetCard(DueAction, frozen=True):
    """Take the words off a board that came from what was forgotten for good."""

    stream: int
    seq: int

    def streams(self) -> tuple[int, ...]:
        return (self.stream,)

    def act(self, by: int) -> Any:
        entry = Entry.objects.get(stream=self.stream, seq=self.seq)
        if entry.redacted_at is None:
            redaction.redact(self.stream, self.seq, by=by)
