"""What an archive holds of the log. Streams begin a new epoch where they are restored."""

from polylogue.kit.archiving import ENTRIES, NUMBER, Chosen, entries, keyed, left_out, table

table("log.Stream", within="self", numbers="head", left="epoch")
table("log.Entry", within="stream", numbers="seq", data=Chosen("kind", ENTRIES))
left_out("log.Command", "answers for retries of browsers that know another installation")

entries("log", entry_redacted=keyed(seq=NUMBER))
