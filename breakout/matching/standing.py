"""What every exchange of two people would change, kept up to date while people change places.

`change[i, j]` is how much more the table of j would cost if i sat there instead of j. It hangs on where j sits, not on
where i comes from: after an exchange only the columns of two tables are reckoned anew. What an exchange of i and j costs
as a whole is `change[i, j] + change[j, i]`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from breakout.matching.sheet import Figures, Sheet
from breakout.matching.weights import EXPERIENCED

FORBIDDEN = 1 << 40


class Standing:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.seat = sheet, sheet.seat
        at = np.zeros((sheet.rows, len(sheet.tables)), dtype=np.int64)
        at[np.arange(sheet.rows), self.seat] = 1
        self.cities = _counts(at, sheet.city)
        self.sectors = _counts(at, sheet.sector)
        self.again = sheet.met @ at
        self.speakers = at.T.astype(np.float32) @ sheet.speaks
        self.experienced = (sheet.helps * at).sum(axis=0)
        self.sitting = at[~sheet.empty].sum(axis=0)
        self.need = self._need()
        self.change = np.zeros((sheet.rows, sheet.rows), dtype=np.int64)
        self._reckon(np.arange(sheet.rows))

    def exchange(self, i: int, j: int) -> None:
        here, there = int(self.seat[i]), int(self.seat[j])
        self._move(i, here, there)
        self._move(j, there, here)
        self._reckon(np.flatnonzero((self.seat == here) | (self.seat == there)))

    def _move(self, who: int, here: int, there: int) -> None:
        sheet = self.sheet
        for table, sign in ((here, -1), (there, 1)):
            self.cities[table, sheet.city[who]] += sign
            self.sectors[table, sheet.sector[who]] += sign
            self.again[:, table] += sign * sheet.met[:, who]
            self.speakers[table] += sign * sheet.speaks[who]
            self.experienced[table] += sign * sheet.helps[who, table]
            self.sitting[table] += sign * (not sheet.empty[who])
        self.seat[who] = there

    def _reckon(self, them: Figures) -> None:
        """The columns of those whose table has changed."""
        sheet, weights, table = self.sheet, self.sheet.weights, self.seat[them]
        change = weights.city * _doubles(self.cities, sheet.city, them, table)
        change += weights.sector * _doubles(self.sectors, sheet.sector, them, table)
        change += self._needs(them, table)
        change += weights.again * (
            self.again[:, table] - sheet.met[:, them] - self.again[them, table]
        )
        change += sheet.likes[:, table] - sheet.likes[them, table]
        more = sheet.empty[them].astype(np.int64) - sheet.empty[:, None]
        change += weights.uneven * more * (2 * self.sitting[table] + more)
        change[self._forbidden(them, table, self.sitting[table] + more)] = FORBIDDEN
        self.change[:, them] = change

    def _needs(self, them: Figures, table: Figures) -> Figures:
        now = self.experienced[table]
        then = now - self.sheet.helps[them, table] + self.sheet.helps[:, table]
        changed: Figures = self.need[table, then] - self.need[table, now]
        return changed

    def _forbidden(self, them: Figures, table: Figures, sitting: Figures) -> NDArray[np.bool_]:
        """The hard rules: a language of all, no table too small, nobody moved who has no choice."""
        sheet = self.sheet
        common = self.speakers[table] - sheet.speaks[them] >= (sheet.width[table] - 1)[:, None]
        forbidden: NDArray[np.bool_] = sheet.speaks @ common.T.astype(np.float32) == 0
        forbidden |= sitting < sheet.least[table]
        forbidden |= self.seat[:, None] == table
        forbidden |= sheet.fixed[:, None] | sheet.fixed[them]
        forbidden |= sheet.empty[:, None] & sheet.empty[them]
        return forbidden

    def _need(self) -> Figures:
        """What a table costs by the number of those with experience; nothing where no case asks for it."""
        weights = self.sheet.weights
        need = np.zeros((len(self.sheet.tables), self.sheet.rows + 2), dtype=np.int64)
        cases = [table.case is not None for table in self.sheet.tables]
        need[cases, :EXPERIENCED] = weights.need
        need[cases, 0] += weights.nobody
        return need


def _counts(at: Figures, codes: Figures) -> Figures:
    """By table, how many of each code."""
    counts = np.zeros((at.shape[1], int(codes.max(initial=0)) + 1), dtype=np.int64)
    np.add.at(counts, (at.argmax(axis=1), codes), 1)
    return counts


def _doubles(counts: Figures, codes: Figures, them: Figures, table: Figures) -> Figures:
    """How many more sit beside somebody of the same code when another takes the seat."""
    beside = counts[table][:, codes].T - (codes[:, None] == codes[them]) >= 1
    before = counts[table, codes[them]] >= 2
    more: Figures = beside.astype(np.int64) - before
    return more
