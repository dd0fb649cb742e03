"""Entries of a board as a history shows them: what one person wrote in one go is one item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from polylogue.dialogues.cards import cards
from polylogue.log.models import Entry
from polylogue.texts import ot
from whiteboard import labels, rowing
from whiteboard.entrance import Visit
from whiteboard.entries import BoardFact, BoardReturned, PieceReturned, TextEdited
from whiteboard.entries.returning import Leading
from whiteboard.history import past, telling
from whiteboard.history import telling_of_boards as telling_of_boards  # it registers
from whiteboard.history.looks import Change, Look
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State

IN_ONE_GO = timedelta(minutes=10)

Step = tuple[Entry, BoardFact, State, State]
"""An entry, what it says, and the board before and after it."""


@dataclass(frozen=True)
class Item:
    entry: Entry
    card: dict[str, Any]
    sentence: str
    changes: list[Change]
    kind: object
    piece: str
    to: int | None
    of: int

    @property
    def is_removed(self) -> bool:
        return self.entry.redacted_at is not None

    @property
    def is_private(self) -> bool:
        return self.entry.person_id is not None


def of_board(visit: Visit, entries: Sequence[Entry]) -> list[Item]:
    """The items of these entries, which are in order; newest first."""
    if not entries:
        return []
    state = past.forked(past.at(visit.board, entries[0].seq - 1).state)
    facts = past.facts(visit.board, entries[0].seq - 1, entries[-1].seq)
    return _items(visit, _steps(entries, ((seq, by, fact) for seq, by, fact, _ in facts), state))


def of_piece(visit: Visit, piece: Piece, every: Iterable[int], seen: Sequence[Entry]) -> list[Item]:
    """The same of one piece, from all the entries that changed it; lanes and groups as they are now."""
    if not seen:
        return []
    state = rowing.state_of(visit.board, 0)
    places = rowing.pieces_of(visit.board, Q(kind__in=[Kind.LANE, Kind.GROUP]))
    ends = rowing.pieces_of(visit.board, Q(name__in=piece.ends or (), private_to=None))
    state.pieces = {one.name: one for one in [*places, *ends] if one.name != piece.name}
    state.keeps_edits = False
    rows = Entry.objects.filter(stream=visit.board.stream_id, seq__in=list(every)).order_by("seq")
    facts = (
        (row.seq, row.actor_id, fact)
        for row in rows
        if (fact := past.fact_of(row.kind, row.data)) and row.seq <= seen[-1].seq
    )
    return _items(visit, _steps(seen, facts, state))


def _steps(
    entries: Sequence[Entry], facts: Iterable[tuple[int, int, BoardFact]], state: State
) -> Iterator[Step]:
    wanted = {entry.seq: entry for entry in entries}
    for seq, by, fact in facts:
        before = past.forked(state) if seq in wanted else state
        fact.apply(state, (seq, by))
        if seq in wanted:
            yield wanted[seq], fact, before, past.forked(state)


def _items(visit: Visit, steps: Iterator[Step]) -> list[Item]:
    together = list(_in_one_go(steps))
    people = cards(visit.by.dialogue_id, {entry.actor_id for entry, *_ in together})
    return [_item(step, people[step[0].actor_id]) for step in reversed(together)]


def _in_one_go(steps: Iterator[Step]) -> Iterator[Step]:
    """Edits of one text by one person, one right after the other, are one."""
    last: Step | None = None
    for step in steps:
        if last and _goes_on(last, step):
            edits = ot.compose(last[1].op, step[1].op)  # type: ignore[attr-defined]
            whole = TextEdited(piece=step[1].piece, field=step[1].field, op=edits)  # type: ignore[attr-defined]
            last = (step[0], whole, last[2], step[3])
        else:
            if last:
                yield last
            last = step
    if last:
        yield last


def _goes_on(last: Step, step: Step) -> bool:
    a, b = last[1], step[1]
    return (
        isinstance(a, TextEdited)
        and isinstance(b, TextEdited)
        and (a.piece, a.field) == (b.piece, b.field)
        and _whose(last[0]) == _whose(step[0])
        and step[0].at - last[0].at < IN_ONE_GO
    )


def _whose(entry: Entry) -> tuple[Any, ...]:
    return entry.actor_id, entry.person_id, entry.redacted_at


def _item(step: Step, card: dict[str, Any]) -> Item:
    entry, fact, before, after = step
    look = Look(str(card["name"]), before, after)
    named = fact.pieces_named()
    one = look.piece(named[0]) if len(named) == 1 else None
    return Item(
        entry=entry,
        card=card,
        sentence=telling.sentence(fact, look),
        changes=[] if entry.redacted_at else telling.changes(fact, look),
        kind=labels.KINDS[Kind(one.kind)] if one else "",
        piece=one.name if one else getattr(fact, "piece", ""),
        to=fact.to if isinstance(fact, BoardReturned | PieceReturned) else None,
        of=fact.of if isinstance(fact, Leading) else 0,
    )
