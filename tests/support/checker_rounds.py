"""Rule C11 of the checker: the ledger of seats, reach, places and what clients show say the same.

Like the rest it knows the database by plain SQL, clients by where they are, and pages by their answer.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from tests.support.house import House

if TYPE_CHECKING:
    from polylogue.client import Client
    from tests.support.checker import Verdict

STRAYED, TORN = "strayed", "torn"
LED = {"ada", "ben", "mia"}


@dataclass
class Grounds:
    """Where everybody sits, belongs, and may look, read at one moment."""

    rooms: dict[int, int]  # the stream of each
    groups: set[int]  # the streams of groups
    plenary: int
    seats: list[tuple[int, int, int]]  # round, person, room: those that are not ended
    open_rounds: set[int]
    places: dict[int, int]
    reach: Counter[tuple[int, int]]  # person, stream
    active: set[int]


def read(house: House) -> Grounds:
    ask = house.query
    rooms = ask("SELECT id, stream_id, kind FROM rooms_room")
    seats = ask(
        "SELECT s.round_id, s.person_id, g.room_id FROM breakout_seat s "
        "JOIN breakout_group g ON g.id = s.group_id WHERE s.ended_by_id IS NULL"
    )
    going_on = "SELECT id FROM breakout_round WHERE opened_at IS NOT NULL AND closed_at IS NULL"
    parts = "SELECT person_id FROM dialogues_participation WHERE ended_at IS NULL"
    reach = ask("SELECT person_id, stream_id FROM rooms_attachment WHERE until_seq IS NULL")
    return Grounds(
        rooms={room: stream for room, stream, _ in rooms},
        groups={stream for _, stream, kind in rooms if kind == "group"},
        plenary=next(room for room, _, kind in rooms if kind == "plenary"),
        seats=[tuple(seat) for seat in seats],
        open_rounds={pk for (pk,) in ask(going_on)},
        places=dict(ask("SELECT person_id, room_id FROM rooms_place")),
        reach=Counter(tuple(row) for row in reach),
        active={pk for (pk,) in ask(parts)},
    )


async def check(house: House, clients: Iterable[Client], verdict: Verdict) -> None:
    """Waits until clients show where their people belong, or nothing moves for long; then judges."""
    clients = [client for client in clients if client.place.is_in_a_room]
    await _arrived(house, clients)
    grounds = await asyncio.to_thread(read, house)
    _versions(house, verdict)
    _ledger(house, grounds, verdict)
    _shown(house, grounds, clients, verdict)
    await _pages(house, grounds, clients, verdict)


async def _arrived(house: House, clients: list[Client]) -> None:
    end = time.monotonic() + house.patience
    while time.monotonic() < end:
        grounds = await asyncio.to_thread(read, house)
        strayed = _strayed(house, grounds, clients)
        if not strayed and not _leases_elsewhere(house, grounds, clients):
            return
        await asyncio.sleep(0.3)


def _versions(house: House, verdict: Verdict) -> None:
    moves: dict[int, list[int]] = defaultdict(list)
    for round, version in house.query("SELECT round_id, version FROM breakout_move ORDER BY id"):
        moves[round].append(version)
    for round, version in house.query("SELECT id, version FROM breakout_round"):
        if moves[round] != list(range(1, version + 1)):
            verdict.found(
                "C11", TORN, f"round {round} is at {version}, its moves are {moves[round]}"
            )


def _ledger(house: House, grounds: Grounds, verdict: Verdict) -> None:
    """Seats against places and reach, for every person."""
    held = Counter((round, person) for round, person, _ in grounds.seats)
    twice = [key for key, count in (held | grounds.reach).items() if count > 1]
    for key in twice:
        verdict.found("C11", TORN, f"{key} holds twice")
    sits = {p: room for round, p, room in grounds.seats if round in grounds.open_rounds}
    for name, person in house.facts["people"].items():
        here = grounds.places.get(person, grounds.plenary)
        if person in grounds.active and here != sits.get(person, grounds.plenary):
            verdict.found("C11", STRAYED, f"{name} belongs in {here}, sits in {sits.get(person)}")
        if person not in grounds.active and (person in sits or person in grounds.places):
            verdict.found("C11", STRAYED, f"{name} is not in the dialogue, and sits in a group")
        _reach_of(grounds, name, person, verdict)


def _reach_of(grounds: Grounds, name: str, person: int, verdict: Verdict) -> None:
    """A group is open to those who sit in it, or sat in it at its end, and to the crew."""
    reach = {stream for p, stream in grounds.reach if p == person}
    if person not in grounds.active:
        wanted, found = set(), reach
    else:
        own = {grounds.rooms[room] for _, p, room in grounds.seats if p == person and room}
        wanted, found = (grounds.groups if name in LED else own), reach & grounds.groups
    if found != wanted:
        verdict.found("C11", TORN, f"{name} can follow {sorted(found)}, not {sorted(wanted)}")


def _shown(house: House, grounds: Grounds, clients: list[Client], verdict: Verdict) -> None:
    for client, room in _strayed(house, grounds, clients):
        text = f"{client.name} shows stream {client.place.stream}, belongs in room {room}"  # type: ignore[attr-defined]
        verdict.found("C11", STRAYED, text)
    for client in _leases_elsewhere(house, grounds, clients):
        verdict.found("C11", STRAYED, f"{client.name}'s socket counts as in another room")  # type: ignore[attr-defined]


def _strayed(house: House, grounds: Grounds, clients: list[Client]) -> list[tuple[Client, int]]:
    return [
        (client, room)
        for client in clients
        if client.gone is None
        and (room := _belongs(house, grounds, client)) is not None
        and client.place.stream != grounds.rooms[room]
    ]


def _belongs(house: House, grounds: Grounds, client: Client) -> int | None:
    """Crew who were never taken anywhere are where they please."""
    person = house.facts["people"][client.name]  # type: ignore[attr-defined]
    return grounds.places.get(person, None if _leads(client) else grounds.plenary)


def _leads(client: Client) -> bool:
    return client.name in LED  # type: ignore[attr-defined]


def _leases_elsewhere(house: House, grounds: Grounds, clients: list[Client]) -> list[Client]:
    rooms = dict(house.query("SELECT socket, room_id FROM rooms_lease"))
    return [
        client
        for client in clients
        if client.gone is None
        and (room := _belongs(house, grounds, client)) is not None
        and rooms.get(client.welcome.get("socket")) != room
    ]


async def _pages(
    house: House, grounds: Grounds, clients: list[Client], verdict: Verdict, most: int = 8
) -> None:
    """What the server answers to a few people who open the page of each group."""
    names = [client.name for client in clients][:: max(1, len(clients) // most)]  # type: ignore[attr-defined]
    groups = {room: stream for room, stream in grounds.rooms.items() if stream in grounds.groups}
    for name in names:
        person = house.facts["people"][name]
        session = {"sessionid": house.facts["sessions"][name]}
        async with httpx.AsyncClient(cookies=session, timeout=30, trust_env=False) as http:
            for room, stream in list(groups.items())[:most]:
                address = f"/d/{house.facts['slug']}/rooms/{room}/"
                answer = await http.get(house.servers[0].site + address)
                wanted = [200] if (person, stream) in grounds.reach else [404]
                if person not in grounds.active:
                    wanted = [403, 404]
                if answer.status_code not in wanted:
                    text = f"{name} gets {answer.status_code} for room {room}, not {wanted}"
                    verdict.found("C11", TORN, text)


def wait_until(house: House, where: str) -> Any:
    """`open` or `closed`: the state of the newest round, once it is that; raises TimeoutError."""
    column = {"open": "opened_at", "closed": "closed_at"}[where]
    end = time.monotonic() + 30
    statement = f"SELECT {column} FROM breakout_round ORDER BY id DESC LIMIT 1"
    while not (rows := house.query(statement)) or rows[0][0] is None:
        if time.monotonic() > end:
            raise TimeoutError(f"the round is not {where}")
        time.sleep(0.2)
    return rows[0][0]
