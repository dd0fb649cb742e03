"""The row of the policy table for search."""

from __future__ import annotations

from polylogue.dialogues.policy import EVERYONE, declare

FIND = declare("search.find", "Search everything one can read here", EVERYONE, changes=False)
