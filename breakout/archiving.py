"""What an archive holds of group work: rounds, groups and the ledger of seats."""

from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    PLAIN,
    ROOM,
    Ref,
    entries,
    job,
    keyed,
    many,
    row,
    table,
)

JOB, ROUND, GROUP = Ref("jobs.Job"), Ref("breakout.Round"), Ref("breakout.Group")

table("breakout.Round", within="dialogue", opens_by=JOB, returns_by=JOB)
table("breakout.Move", within="round__dialogue")
table("breakout.Group", within="round__dialogue")
table("breakout.Seat", within="round__dialogue", reasons=many(row(PLAIN, PLAIN, NUMBER)))

ONE, OF_GROUP = keyed(round=ROUND), keyed(round=ROUND, group=GROUP)
WITH_ROOM = keyed(round=ROUND, group=GROUP, room=ROOM)
entries(
    "breakout",
    group_added=WITH_ROOM,
    group_closed=keyed(round=ROUND, group=GROUP, version=NUMBER, into=GROUP),
    group_removed=OF_GROUP,
    group_renamed=WITH_ROOM,
    group_reopened=OF_GROUP,
    groups_ahead=ONE,
    opening_stopped=ONE,
    people_expected=keyed(round=ROUND, count=NUMBER),
    people_seated=keyed(
        round=ROUND, version=NUMBER, seats=many(row(GROUP, many(PERSON))), gone=many(PERSON)
    ),
    places_changed=ONE,
    round_announced=ONE,
    round_changed=ONE,
    round_closed=ONE,
    round_drafted=ONE,
    round_dropped=ONE,
    round_opened=keyed(round=ROUND, rooms=many(row(GROUP, ROOM))),
    seat_pinned=keyed(round=ROUND, person=PERSON),
    time_changed=ONE,
)
job("breakout.open_round", round=ROUND)
job("breakout.close_round", round=ROUND)
job("breakout.seat_latecomer", person=PERSON)
