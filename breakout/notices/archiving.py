"""What an archive holds of notices to groups."""

from polylogue.kit.archiving import Ref, entries, keyed, table

table("notices.Notice", within="round__dialogue")

entries("notices", given=keyed(notice=Ref("notices.Notice")))
