"""People who work on one board: the load that faults are put upon."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import Any

from polylogue.client import Client, Gone, Refused
from tests.support.house import House

LANES = ("", "lane-1", "lane-2")
GONE = "board-piece-deleted"
COLOURS = ("yellow", "red", "blue", "green")


async def opened(house: House) -> int:
    """The stream of a board that ben opens in the plenary; everybody writes there."""
    ben = house.client("ben")
    await ben.open()
    done = await ben.do("board.open_board", stream=house.facts["plenary"], template="action_plan")
    ((stream,),) = house.query(f"SELECT stream_id FROM whiteboard_board WHERE id = {done.result}")
    await ben.follow(int(stream))
    await ben.do("board.set_phase", stream=stream, op={"phase": "plan"})
    await ben.close()
    return int(stream)


async def enter(house: House, names: Iterable[str], board: int, **how: Any) -> list[Client]:
    """Clients of these people who follow the board alone, from its start."""
    clients = [house.client(name, streams=(), **how) for name in names]
    await asyncio.gather(*[client.open() for client in clients])
    await asyncio.gather(*[client.follow(board) for client in clients])
    return clients


class BoardLoad:
    """Operations shared out among clients; everybody waits for the answer to one before the next.

    It begins when it is made. A `pause` is a mean in seconds. What others deleted meanwhile is refused, which is right.
    """

    def __init__(
        self, clients: Iterable[Client], board: int, operations: int, *, pause: float = 0.0
    ) -> None:
        clients = list(clients)
        self.board, self.pause = board, pause
        self.each = operations // len(clients)
        self.operations = self.each * len(clients)
        self.kept = self.refused = 0
        self.names: list[str] = []
        self.own: defaultdict[Client, list[str]] = defaultdict(list)
        self.numbers = count(1)
        self.jobs = [asyncio.create_task(self._work(client)) for client in clients]

    async def until(self, share: float) -> None:
        """Waits until this share of them is answered."""
        while self.kept + self.refused < share * self.operations and not self.is_over():  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    def is_over(self) -> bool:
        return all(job.done() for job in self.jobs)

    async def over(self) -> None:
        await asyncio.gather(*self.jobs)

    async def _work(self, client: Client) -> None:
        for _ in range(self.each):
            name, op = self._wish(client)
            try:
                await client.do(f"board.{name}", stream=self.board, op=op)
                self.kept += 1
                if name == "create_piece":
                    self.names.append(op["piece"])
                    self.own[client].append(op["piece"])
            except Refused as refused:
                if refused.code != GONE:
                    raise
                self.refused += 1
            except Gone:
                return
            if self.pause:
                await asyncio.sleep(random.uniform(0, 2 * self.pause))

    def _wish(self, client: Client) -> tuple[str, dict[str, Any]]:
        number = next(self.numbers)
        lane, colour, after = (
            random.choice(LANES),
            random.choice(COLOURS),
            random.choice(["", None]),
        )
        if len(self.names) < 5 or random.random() < 0.15:
            fields = {"text": f"note{number}. ", "colour": colour}
            made = {"piece": f"note-{number}", "type": "note", "fields": fields, "lane": lane}
            return "create_piece", made
        piece, seq = random.choice(self.names), client.streams[self.board].seq
        own = [random.choice(self.own[client])] if self.own[client] else []
        wishes: list[tuple[int, str, dict[str, Any]]] = [
            (
                8,
                "edit_text",
                {"piece": piece, "field": "text", "base": seq, "op": [f"w{number}. "]},
            ),
            (6, "move_pieces", {"spots": [[piece, number, number]]}),
            (3, "set_fields", {"piece": piece, "fields": {"colour": colour}, "base": seq}),
            (4, "place_pieces", {"pieces": [piece], "lane": lane, "after": after}),
        ]
        # Members take off the board what they made themselves.
        wishes += [
            (1, "delete_pieces", {"pieces": own}),
            (2, "restore_pieces", {"pieces": own}),
        ] * bool(own)
        ((_, name, op),) = random.choices(wishes, weights=[weight for weight, _, _ in wishes])
        return name, op
