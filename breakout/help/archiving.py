"""What an archive holds of calls for help."""

from polylogue.kit.archiving import ROOM, Ref, entries, keyed, table

table("help_calls.HelpCall", within="group__round__dialogue")

CALL = keyed(call=Ref("help_calls.HelpCall"), group=Ref("breakout.Group"), room=ROOM)
names = ("arrived", "called", "claimed", "lapsed", "let_go", "resolved", "taken_back")
entries("help", **dict.fromkeys(names, CALL))
