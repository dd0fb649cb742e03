"""Operations by chance: what somebody might want to do on a board, whether it is possible or not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from random import Random

from whiteboard import operations as ops
from whiteboard.operations import Operation
from whiteboard.pieces import COLOURS

WORDS = ("a", "Trams ", "😀", "é", "שלום", "n\u0303")
KINDS = ("card", "note", "note", "group", "text", "stroke", "lane")
TEXTS = {"card": "title", "group": "title", "lane": "title", "note": "text", "text": "text"}

_numbers = count(1)


def on(chance: Random, names: Sequence[str], *, seen: int) -> Operation:
    """One of all kinds of operations, those that happen often more often."""
    if len(names) < 4 or chance.random() < 0.15:
        return create(chance, names)
    wish = chance.choices(list(WISHES), weights=list(WISHES.values()))[0]
    return wish(chance, names, seen)


def fresh() -> str:
    return f"made-{next(_numbers)}"


def create(chance: Random, names: Sequence[str]) -> Operation:
    kind = chance.choice(KINDS)
    fields: dict[str, object] = {"colour": chance.choice(COLOURS)}
    if kind == "stroke":
        fields["points"] = [0, 0, chance.randrange(99), 5]
    else:
        fields[TEXTS[kind]] = chance.choice(WORDS)
    lane, after = chance.choice(["", "lane-1", "lane-2"]), chance.choice([None, "", *names[:2]])
    return ops.CreatePiece(piece=fresh(), type=kind, fields=fields, lane=lane, after=after)


def connect(chance, names, seen):
    start, end = chance.choice(names), chance.choice(names)
    return ops.ConnectPieces(piece=fresh(), start=start, end=end, label=chance.choice(["", "pays"]))


def set_fields(chance, names, seen):
    fields = {"x": chance.randrange(500)} | (
        {"colour": chance.choice([*COLOURS, None])} if chance.random() < 0.5 else {}
    )
    return ops.SetFields(piece=chance.choice(names), fields=fields, base=seen)


def edit(chance, names, seen):
    """At the start, so that it fits whatever the text is; now and then it deletes as well."""
    op = [chance.choice(WORDS)] if chance.random() < 0.8 else [-1, "x"]
    field = chance.choice(["title", "text", "text"])
    return ops.EditText(piece=chance.choice(names), field=field, base=seen, op=op)


def move(chance, names, seen):
    some = chance.sample(names, min(len(names), chance.choice([1, 1, 3])))
    spots = [(one, chance.randrange(900), chance.randrange(900)) for one in some]
    return ops.MovePieces(spots=spots)


def place(chance, names, seen):
    some = chance.sample(names, chance.choice([1, 1, 2]))
    lane = chance.choice(["", "lane-1", "lane-2", "lane-1"])
    return ops.PlacePieces(pieces=some, lane=lane, after=chance.choice([None, "", *names]))


def group(chance, names, seen):
    return ops.GroupPieces(pieces=[chance.choice(names)], group=chance.choice(["", *names]))


def delete(chance, names, seen):
    return ops.DeletePieces(pieces=[chance.choice(names)])


def restore(chance, names, seen):
    return ops.RestorePieces(pieces=[chance.choice(names)])


def lock(chance, names, seen):
    kind = chance.choice([ops.LockPieces, ops.UnlockPieces, ops.UnlockPieces])
    return kind(pieces=[chance.choice(names)])


def reveal(chance, names, seen):
    return ops.RevealPieces(pieces=[chance.choice(names)])


def vote(chance, names, seen):
    return ops.Vote(piece=chance.choice(names), dots=chance.randrange(3))


def phase(chance, names, seen):
    phases = ["plan"] * 5 + ["cluster", "collect", "vote", "vote", "closed"]
    return ops.SetPhase(phase=chance.choice(phases), anew=chance.random() < 0.2)


def rules(chance, names, seen):
    wished = chance.choice(["is_private", "hides_votes", "is_locked"])
    return ops.SetRules(**{wished: chance.random() < (0.1 if wished == "is_locked" else 0.4)})


def undo(chance, names, seen):
    """Of an entry not long ago, whosever it is."""
    return ops.Undo(entry=max(1, seen - chance.randrange(12)))


def return_piece(chance, names, seen):
    return ops.ReturnPiece(piece=chance.choice(names), to=max(1, seen - chance.randrange(30)))


def return_board(chance, names, seen):
    return ops.ReturnBoard(to=max(1, seen - chance.randrange(30)))


def version(chance, names, seen):
    return ops.NameVersion(label=chance.choice(["Day 3", "After the vote"]))


WISHES = {
    edit: 20, move: 14, set_fields: 10, place: 8, vote: 6, group: 4, delete: 4, restore: 4,
    connect: 3, undo: 5, lock: 2, reveal: 1, phase: 2, rules: 2,
    return_piece: 2, return_board: 1, version: 1,
}  # fmt: skip
