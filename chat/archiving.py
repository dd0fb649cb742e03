"""What an archive holds of conversations."""

from typing import Any, TypedDict

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


class Mentioned(TypedDict, total=False):
    person: int
    role: str


class Named(Mentioned):
    name: str


class Promoted(TypedDict):
    promotion: int


SHOWN = Keyed(MARKS, only=True, of=dict[str, list[Any] | dict[str, Any]])
table("chat.Message", within="stream", numbers="seq thread quotes", marks=SHOWN)
table("chat.Mention", within="stream", numbers="seq")
table("chat.ThreadPosition", within="stream", numbers="thread seq")
table("chat.InboxPosition", within="dialogue")
table("chat.Revision", within="stream", numbers="seq")

mark("mentions", many(Keyed({"person": PERSON}, of=Named)))
mark("promoted", Keyed({"promotion": PROMOTION}, of=Promoted))
place("message", dashed(STREAM, NUMBER))

entries(
    "chat",
    message_deleted=keyed(message=NUMBER),
    message_edited=keyed(message=NUMBER, revision=NUMBER),
    message_posted=keyed(quotes=NUMBER),
    message_promoted=keyed(message=NUMBER, promotion=PROMOTION),
    reply_posted=keyed(thread=NUMBER),
)
