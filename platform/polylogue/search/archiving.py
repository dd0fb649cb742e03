"""An archive holds nothing of the index: it is made anew from the log."""

from polylogue.kit.archiving import left_out

left_out("search.Passage", "made anew from the log")
left_out("search.Cursor", "made anew from the log")
