"""What an archive holds of texts that several write: their words and every change."""

from polylogue.kit.archiving import NUMBER, Plain, entries, keyed, table

table("texts.Text", within="stream")
table("texts.Change", within="text__stream", numbers="seq", operation=Plain(list[int | str]))

entries("texts", changed=keyed(revision=NUMBER))
