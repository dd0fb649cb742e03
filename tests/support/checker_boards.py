"""The judge of boards in fault tests: what was promised, held against log, rows and what clients heard.

Like checker.py it reads the database by plain SQL and knows the entries of boards by itself, so that no code of
the product can excuse itself. Its rules B1 to B5 are explained in docs/testing.md.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from polylogue.client import Client
from tests.support.checker import DIVERGENT, DUPLICATED, LOST, Verdict, _asked
from tests.support.house import House

Pieces = dict[str, dict[str, Any]]


async def check(house: House, clients: list[Client], stream: int, faults: str) -> Verdict:
    """Holds every rule; call it when the load is over."""
    await house.settled(clients)
    fresh = house.client("mia", streams=())
    await fresh.open()
    await fresh.follow(stream)
    await house.settled([*clients, fresh])
    asked = [one for client in clients for one in _asked(client, _who(house, client))]
    asked = [one for one in asked if one.name.startswith("board.") and "op" in one.args]
    verdict = Verdict(faults, len(asked), sum(one.ok is not None for one in asked))
    log = _log(house, stream)
    _promises(log, asked, verdict)
    _numbers(house, stream, log, verdict)
    rows = _rows(house, stream)
    _same("the log, played again", played(log), rows, verdict)
    for client in [*clients, fresh]:
        items = [
            (one["seq"], one["kind"], one["by"], one["data"])
            for one in client.streams[stream].items
        ]
        twice = [seq for seq, n in Counter(seq for seq, *_ in items).items() if n > 1]
        if twice:
            verdict.found("B4", DUPLICATED, f"{_name(client)} applied {twice[:5]} twice")
        _same(f"what {_name(client)} shows", played(items), rows, verdict)
    _words(asked, rows, verdict)
    print(f"\n{verdict}", flush=True)
    return verdict


def played(entries: list[tuple[int, str, int, dict[str, Any]]]) -> Pieces:
    """A board as these entries, in their order, make it."""
    pieces: Pieces = {}
    for _, kind, _, data in sorted(entries, key=lambda entry: entry[0]):
        _play(pieces, kind.removeprefix("board."), data)
    return pieces


def _play(pieces: Pieces, kind: str, data: dict[str, Any]) -> None:
    match kind:
        case "piece_created":
            about = {name: data.get(name, "") for name in ("lane", "order", "group")}
            pieces[data["piece"]] = {
                "fields": dict(data.get("fields", {})),
                "is_live": True,
                **about,
            }
        case "fields_set":
            fields = pieces[data["piece"]]["fields"]
            fields |= data["fields"]
            for name in [name for name, value in fields.items() if value is None]:
                del fields[name]
        case "text_edited":
            fields = pieces[data["piece"]]["fields"]
            fields[data["field"]] = edited(data["op"], fields.get(data["field"], ""))
        case "pieces_moved":
            for name, x, y in data["spots"]:
                pieces[name]["fields"] |= {"x": x, "y": y}
        case "pieces_placed":
            for name, order in data["orders"].items():
                pieces[name] |= {"lane": data["lane"], "order": order}
        case "orders_renewed":
            for name, order in data["orders"].items():
                pieces[name]["order"] = order
        case "pieces_deleted" | "pieces_restored":
            for name in data["pieces"]:
                pieces[name]["is_live"] = kind == "pieces_restored"


def edited(op: list[int | str], text: str) -> str:
    """The load writes plain letters, of which each is one unit."""
    made, at = "", 0
    for part in op:
        if isinstance(part, str):
            made += part
        else:
            made += text[at : at + part] if part > 0 else ""
            at += abs(part)
    return made + text[at:]


# ---- B1, B2 --------------------------------------------------------------------------------------


def _promises(
    log: list[tuple[int, str, int, dict[str, Any]]], asked: list[Any], verdict: Verdict
) -> None:
    """What was acknowledged is there once, at its place; what was not, at most once; what was refused, never."""
    by_key: dict[tuple[int, str], list[int]] = defaultdict(list)
    for seq, kind, by, data in log:
        if data.get("key") and kind != "board.orders_renewed":
            by_key[by, data["key"]].append(seq)
    for one in asked:
        found = by_key[one.by, one.key]
        if len(found) > 1:
            verdict.found("B1", DUPLICATED, f"{one.name} {one.key} is there at {found}")
        elif one.ok is not None and not found:
            verdict.found("B1", LOST, f"{one.name} {one.key} was acknowledged")
        elif one.ok is not None and found != [one.ok["seq"]]:
            verdict.found(
                "B1", DIVERGENT, f"{one.key} was acknowledged at {one.ok['seq']}, is at {found}"
            )
        elif one.error and found:
            verdict.found("B1", DUPLICATED, f"{one.key} was refused ({one.error}) and is there")


def _numbers(house: House, stream: int, log: list[Any], verdict: Verdict) -> None:
    head = house.heads()[stream]
    if [seq for seq, *_ in log] != list(range(1, head + 1)):
        verdict.found("B2", LOST, f"the board has head {head} and {len(log)} entries")


# ---- B3, B4, B5 ----------------------------------------------------------------------------------


def _same(whose: str, shown: Pieces, rows: Pieces, verdict: Verdict) -> None:
    rule = "B3" if whose.startswith("the log") else "B4"
    for name in sorted(shown.keys() | rows.keys()):
        if shown.get(name) != rows.get(name):
            text = f"{whose}: {name} is {shown.get(name)}, its row {rows.get(name)}"
            verdict.found(rule, DIVERGENT, text)


def _words(asked: list[Any], rows: Pieces, verdict: Verdict) -> None:
    """Each word that somebody wrote, and was acknowledged, stands once in its text."""
    for one in asked:
        if one.name == "board.edit_text" and one.ok is not None:
            op = one.args["op"]
            (word,) = [part for part in op["op"] if isinstance(part, str)]
            times = rows[op["piece"]]["fields"].get(op["field"], "").count(word)
            if times != 1:
                harm = DUPLICATED if times else LOST
                verdict.found("B5", harm, f"{word!r} stands {times} times in {op['piece']}")


# ---- reading -------------------------------------------------------------------------------------


def _log(house: House, stream: int) -> list[tuple[int, str, int, dict[str, Any]]]:
    found = house.query(
        f"SELECT seq, kind, actor_id, data FROM log_entry WHERE stream_id = {stream} ORDER BY seq"
    )
    return [(seq, kind, by, _json(data)) for seq, kind, by, data in found]


def _rows(house: House, stream: int) -> Pieces:
    found = house.query(
        'SELECT p.name, p.fields, p.lane, p."order", p."group", p.deleted_by_id FROM whiteboard_piece p'
        f" JOIN whiteboard_board b ON b.id = p.board_id WHERE b.stream_id = {stream}"
    )
    return {
        name: {
            "fields": _json(fields),
            "lane": lane,
            "order": order,
            "group": group,
            "is_live": gone is None,
        }
        for name, fields, lane, order, group, gone in found
    }


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _who(house: House, client: Client) -> int:
    person: int = house.facts["people"][_name(client)]
    return person


def _name(client: Client) -> str:
    name: str = client.name  # type: ignore[attr-defined]
    return name
