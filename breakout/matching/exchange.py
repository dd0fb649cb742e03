"""Better seats by exchange: the best exchange of two people again and again, also when it makes things worse.

Who has just left a table may not go back for a while (a tabu search), so that it gets out of places where no single
exchange helps. Nothing is left to chance: the same sheet gives the same seats.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from breakout.matching.sheet import Figures, Sheet
from breakout.matching.standing import FORBIDDEN, Standing

PATIENCE = 150  # steps without anything better
AWAY = (7, 17)  # steps, in turn, that somebody stays away from a table just left


def improve(sheet: Sheet, steps: int, *, patience: int = PATIENCE) -> int:
    """Leaves the best seats found in the sheet; the number of steps that it took."""
    search = _Search(sheet)
    step = 0
    while sheet.rows and step < min(steps, search.found_at + patience) and search.step(step + 1):
        step += 1
    sheet.seat[:] = search.best
    return step


class _Search:
    def __init__(self, sheet: Sheet) -> None:
        self.standing = Standing(sheet)
        self.cost = self.lowest = self.found_at = 0
        self.best: Figures = sheet.seat.copy()
        self.away = np.zeros((sheet.rows, len(sheet.tables)), dtype=np.int64)

    def step(self, step: int) -> bool:
        """Whether there was an exchange to make."""
        change = self.standing.change + self.standing.change.T
        change[self._kept_away(step) & (change + self.cost >= self.lowest)] = FORBIDDEN
        i, j = divmod(int(change.argmin()), len(change))
        possible = bool(change[i, j] < FORBIDDEN)
        if possible:
            self._make(i, j, step)
            self.cost += int(change[i, j])
            self._remember(step)
        return possible

    def _kept_away(self, step: int) -> NDArray[np.bool_]:
        away: NDArray[np.bool_] = self.away[:, self.standing.seat] >= step
        return away | away.T

    def _make(self, i: int, j: int, step: int) -> None:
        least, most = AWAY
        until = step + least + step * 7 % (most - least + 1)
        for who in (i, j):
            self.away[who, self.standing.seat[who]] = until
        self.standing.exchange(i, j)

    def _remember(self, step: int) -> None:
        if self.cost < self.lowest:
            self.lowest, self.found_at = self.cost, step
            self.best = self.standing.seat.copy()
