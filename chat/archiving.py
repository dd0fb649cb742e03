"""What an archive holds of conversations."""

from polylogue.kit.archiving import (
    MARKS,
    NUMBER,
    PERSON,
    STREAM,
    Keyed,
    Ref,
    dashed,
    entries,
    keyed,
    many,
    mark,
    place,
    table,
)

PROMOTION = Ref("promotions.Promotion")

table("chat.Message", within="stream", numbers="seq thread quotes", marks=Keyed(MARKS, only=True))
table("chat.Mention", within="stream", numbers="seq")
table("chat.ThreadPosition", within="stream", numbers="thread seq")
table("chat.InboxPosition", within="dialogue")
table("chat.Revision", within="stream", numbers="seq")

mark("mentions", many(keyed(person=PERSON)))
mark("promoted", keyed(promotion=PROMOTION))
place("message", dashed(STREAM, NUMBER))

entries(
    "chat",
    message_deleted=keyed(message=NUMBER),
    message_edited=keyed(message=NUMBER, revision=NUMBER),
    message_posted=keyed(quotes=NUMBER),
    message_promoted=keyed(message=NUMBER, promotion=PROMOTION),
    reply_posted=keyed(thread=NUMBER),
)
