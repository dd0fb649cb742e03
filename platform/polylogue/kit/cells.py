"""Cells of tables that spreadsheets open: they say what they say, and are no formulas."""

from __future__ import annotations

# What makes a cell a formula in some spreadsheet, in narrow and wide signs.
STARTS_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
GUARD = "'"


def guarded(text: str) -> str:
    """The text; an apostrophe stands before what would be a formula."""
    text = text.replace("\0", "")
    is_formula = text.startswith(STARTS_FORMULA) or text.lstrip().startswith(STARTS_FORMULA)
    return GUARD + text if is_formula else text
