"""What an archive holds of harvests; their words are texts of the rooms."""

from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    PLAIN,
    ROOM,
    Ref,
    dashed,
    entries,
    job,
    keyed,
    many,
    place,
    table,
)

ROUND, GROUP = Ref("breakout.Round"), Ref("breakout.Group")

table("harvest.Sheet", within="room__dialogue", numbers="seq")
table("harvest.Turn", within="round__dialogue")
table("harvest.Pulse", within="stream")
place("harvest", dashed(ROOM, PLAIN))

HANDED, TURN = keyed(room=ROOM, handed=NUMBER), keyed(round=ROUND, group=GROUP)
entries(
    "harvest",
    changed=HANDED,
    edited_late=keyed(person=PERSON),
    handed_in=keyed(room=ROOM, group=GROUP),
    line_promoted=keyed(room=ROOM, promotion=Ref("promotions.Promotion")),
    progressed=keyed(rooms=many(ROOM)),
    reporter_named=keyed(person=PERSON),
    taken_back=HANDED,
    turn_called=TURN,
    turn_ended=TURN,
    turn_extended=TURN,
    turns_arranged=keyed(round=ROUND, groups=many(GROUP)),
)
job("harvest.tell")
