"""What an archive holds of rooms: who could follow which stream, who was where, and what was said of it."""

from polylogue.kit.archiving import PERSON, PLAIN, ROOM, entries, keyed, left_out, many, row, table

table("rooms.Room", within="dialogue")
table("rooms.Annex", within="stream")
table("rooms.HeldRule", within="room__dialogue", numbers="from_seq")
table("rooms.Attachment", within="stream", numbers="since_seq until_seq")
table("rooms.Place", within="dialogue", numbers="seq")
table("rooms.Stay", within="dialogue")
table("rooms.ReadPosition", within="stream", numbers="seq")
table("rooms.Hand", within="room__dialogue")
left_out("rooms.Lease", "who is connected at this moment")

SOMEBODY, PEOPLE = keyed(person=PERSON), keyed(people=many(PERSON))
ONE, SEVERAL = keyed(room=ROOM), keyed(rooms=many(ROOM))
entries(
    "rooms",
    "hand_raised",
    "rule_changed",
    groups_closed=SEVERAL,
    groups_made=keyed(rooms=many(row(ROOM, PLAIN))),
    groups_reopened=SEVERAL,
    hand_lowered=SOMEBODY,
    people_came=PEOPLE,
    people_left=PEOPLE,
    people_moved=keyed(places=many(row(ROOM, many(PERSON)))),
    person_detached=SOMEBODY,
    room_changed=ONE,
    room_closed=ONE,
    room_opened=ONE,
    rooms_ordered=SEVERAL,
    speaker_called=SOMEBODY,
)
