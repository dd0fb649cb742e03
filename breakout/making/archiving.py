"""What an archive holds of filling groups: who is expected, but not the codes by which they come in."""

from polylogue.kit.archiving import table

table("making.Expected", within="round__dialogue", left="code_digest")
