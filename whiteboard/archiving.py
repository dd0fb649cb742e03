"""What an archive holds of boards: every operation, how they stand, and the versions that have a name."""

from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    PLAIN,
    STREAM,
    Keyed,
    Plain,
    Ref,
    Valued,
    dashed,
    entries,
    job,
    keyed,
    many,
    place,
    row,
    table,
)
from whiteboard.pieces import Value
from whiteboard.state import CardField, Rules

BOARD, TEMPLATE = Ref("whiteboard.Board"), Ref("whiteboard.OwnTemplate")
PROMOTION = Ref("promotions.Promotion")

REVS = Valued(row(NUMBER, PERSON))
FIELDS = Keyed({"file": Ref("pictures.Picture")}, of=dict[str, Value])
PIECE = keyed(
    by=PERSON, locked_by=PERSON, deleted_by=PERSON, private_to=PERSON, revs=REVS, fields=FIELDS
)
CALL = Keyed(
    {
        "by": PERSON,
        "seq": NUMBER,
        "until": Plain(str),
        "piece": Plain(str),
        "view": Plain(tuple[int, int, int, int] | None),
        "takes": Plain(bool),
    },
    only=True,
)

table(
    "whiteboard.Board",
    within="stream",
    rules=Plain(Rules),
    card=Plain(list[CardField]),
    totals=Plain(dict[str, int]),
    call=CALL,
)
table(
    "whiteboard.Piece",
    within="board__stream",
    numbers="made seq",
    fields=FIELDS,
    revs=REVS,
    ends=Plain(list[str] | None),
)
table("whiteboard.Step", within="board__stream", numbers="seq", inverse=PLAIN)
table("whiteboard.OwnTemplate", within="dialogue", content=PLAIN)
table(
    "whiteboard.Version",
    within="board__stream",
    numbers="seq",
    content=keyed(pieces=many(PIECE)),
)
table("whiteboard.Dots", within="board__stream")

entries(
    "board",
    "pieces_connected",
    "pieces_deleted",
    "pieces_grouped",
    "pieces_locked",
    "pieces_placed",
    "pieces_restored",
    "pieces_revealed",
    "pieces_unlocked",
    "orders_renewed",
    "board_renamed",
    "timer_set",
    "version_named",
    board_begun=keyed(rules=PLAIN, card=PLAIN),
    board_opened=keyed(board=BOARD, stream=STREAM),
    board_returned=keyed(of=NUMBER, to=NUMBER),
    called_together=keyed(view=PLAIN),
    card_promoted=keyed(promotion=PROMOTION),
    fields_set=keyed(fields=PLAIN, unseen=PLAIN),
    look_changed=keyed(shown=NUMBER),
    piece_created=keyed(fields=FIELDS),
    phase_set=keyed(round=NUMBER),
    piece_promoted=keyed(promotion=PROMOTION),
    piece_returned=keyed(of=NUMBER, to=NUMBER),
    pieces_moved=keyed(spots=PLAIN),
    return_undone=keyed(of=NUMBER, entry=NUMBER),
    rules_set=keyed(rules=PLAIN),
    template_kept=keyed(template=TEMPLATE),
    template_removed=keyed(template=TEMPLATE),
    text_edited=keyed(op=PLAIN),
    vote_cast=keyed(dots=NUMBER, round=NUMBER),
    votes_counted=keyed(totals=PLAIN),
    votes_shown=keyed(totals=PLAIN),
)
job("board.forget_card", stream=STREAM, seq=NUMBER)
place("card", dashed(BOARD, PLAIN))
