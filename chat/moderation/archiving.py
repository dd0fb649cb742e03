"""What an archive holds of moderation."""

from polylogue.kit.archiving import NUMBER, PERSON, ROOM, Ref, entries, keyed, many, table

table("moderation.Mute", within="dialogue")
table("moderation.Removal", within="dialogue")
table("moderation.Report", within="stream", numbers="seq")
table("moderation.SlowMode", within="room__dialogue")

MUTE, REMOVAL = Ref("moderation.Mute"), Ref("moderation.Removal")
REPORT = Ref("moderation.Report")
MESSAGE = keyed(message=NUMBER, person=PERSON)
entries(
    "moderation",
    ban_lifted=keyed(removal=REMOVAL, person=PERSON),
    message_hidden=MESSAGE,
    message_reported=keyed(report=REPORT, room=ROOM, message=NUMBER, person=PERSON),
    message_shown=MESSAGE,
    mute_lifted=keyed(mute=MUTE, person=PERSON, room=ROOM),
    person_muted=keyed(mute=MUTE, person=PERSON, room=ROOM),
    person_removed=keyed(removal=REMOVAL, person=PERSON),
    reports_resolved=keyed(reports=many(REPORT), room=ROOM, message=NUMBER, person=PERSON),
    slow_mode_set=keyed(room=ROOM, seconds=NUMBER),
)
