"""What an archive holds of reactions."""

from polylogue.kit.archiving import STREAM, Plain, entries, job, keyed, mark, table

table("reactions.Reaction", within="stream", numbers="seq")
table("reactions.Untold", within="stream", numbers="seq")
table("reactions.Pulse", within="stream")

mark("reactions", Plain(dict[str, int]))
entries("reactions", counted=keyed(messages=Plain(dict[str, dict[str, int]])))
job("reactions.count", stream=STREAM)
