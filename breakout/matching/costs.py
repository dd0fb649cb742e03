"""What the seats at a table cost by the weights; the same sum that exchanges and solver make smaller."""

from __future__ import annotations

import numpy as np

from breakout.matching.sheet import Figures, Sheet
from breakout.matching.weights import EXPERIENCED


def table_costs(sheet: Sheet) -> list[int]:
    at = sheet.seat[: len(sheet.people)]
    return [_cost(sheet, table, np.flatnonzero(at == table)) for table in range(len(sheet.tables))]


def _cost(sheet: Sheet, table: int, there: Figures) -> int:
    weights = sheet.weights
    return (
        _need(sheet, table, int(sheet.helps[there, table].sum()))
        + weights.city * _beyond(sheet.city[there])
        + weights.sector * _beyond(sheet.sector[there])
        + weights.again * int(sheet.met[np.ix_(there, there)].sum()) // 2
        + weights.uneven * len(there) ** 2
        + int(sheet.likes[there, table].sum())
    )


def _need(sheet: Sheet, table: int, experienced: int) -> int:
    weights = sheet.weights
    asks = sheet.tables[table].case is not None
    return asks * (weights.need * (experienced < EXPERIENCED) + weights.nobody * (experienced == 0))


def _beyond(codes: Figures) -> int:
    return len(codes) - len(np.unique(codes))
