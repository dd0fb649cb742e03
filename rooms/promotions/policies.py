"""The row of the policy table for what is taken up elsewhere; whoever puts it there needs to be let in there, too."""

from __future__ import annotations

from polylogue.dialogues.policy import SPEAKERS, declare

PROMOTE = declare("promotions.promote", "Put what was said or brought home on a board", SPEAKERS)
