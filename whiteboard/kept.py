"""What is made of a board for all its readers alike, kept in memory as long as it holds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """By board, for those asked for last: a hundred who ask at once have it made once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: OrderedDict[int, Made] = OrderedDict()
        self._making = threading.Lock()

    def of(self, board: int, make: Callable[[], Made], *, holds: Callable[[Made], bool]) -> Made:
        with self._making:
            found = self._made.get(board)
            if found is None or not holds(found):
                found = self._made[board] = make()
            self._made.move_to_end(board)
            if len(self._made) > self.most:
                self._made.popitem(last=False)
            return found
