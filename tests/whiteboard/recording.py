"""Runs of the real reducer, written down for the browser's: what was asked, what was told, how it ended."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec

from polylogue.kit.refusals import Refusal
from tests.whiteboard import wishes
from tests.whiteboard.simulating.server import Server, opened
from tests.whiteboard.simulating.world import ROLES
from whiteboard import reducing
from whiteboard.deciding import Actor
from whiteboard.permissions import Role, permits
from whiteboard.resolving import as_shown


def runs(seeds: range, wished: int) -> dict[str, Any]:
    return {
        "permits": {role: permits(role) for role in Role},
        "roles": ROLES,
        "runs": [run(seed, wished) for seed in seeds],
    }


def run(seed: int, wished: int) -> dict[str, Any]:
    chance, server = Random(seed), opened(dict(ROLES), lead=1)
    log = [_logged(server, one) for one in server.log]
    asked = []
    for number in range(wished):
        asked.append(_ask(server, chance, f"key-{number}"))
        log += [_logged(server, one) for one in server.log[len(log) :]]
    return {
        "seed": seed,
        "card": msgspec.to_builtins(server.state.card),
        "asked": asked,
        "log": log,
        "people": {str(person): _plain(server.snapshot(person)) for person in ROLES},
    }


def _ask(server: Server, chance: Random, key: str) -> dict[str, Any]:
    """Somebody asks for something on the board as it is now; what is told of it, or that it is refused."""
    person = chance.choice(list(ROLES))
    known = [name for name, one in server.state.pieces.items() if one.is_seen_by(person)]
    wish = wishes.on(chance, known, seen=len(server.log))
    if ROLES[person] == Role.LEAD and chance.random() < 0.2:
        wish = chance.choice([wishes.phase, wishes.rules])(chance, [], 0)
    before = len(server.log)
    try:
        told = reducing.do(server.state, wish, Actor(person, ROLES[person]), key)
    except Refusal as refusal:
        told, why = [], refusal.code
    else:
        why = ""
        server._keep(told, person)
    said = msgspec.to_builtins(wish)
    return {"by": person, "operation": wish.name, "said": said, "key": key, "after": before, "told": len(told), "why": why}  # fmt: skip


def _logged(server: Server, one: Any) -> dict[str, Any]:
    _, now = server._shown(one)
    shown = {"now": [as_shown(piece) for piece in now]} if now else {}
    return {"seq": one.seq, "kind": one.kind, "by": one.by, "person": one.person, "data": {**one.data, **shown}}  # fmt: skip


def _plain(shot: dict[str, Any]) -> dict[str, Any]:
    """As `…/state` and `…/mine` say it."""
    hides = shot["phase"] == "vote" and shot["rules"].hides_votes
    return {
        "seq": shot["seq"],
        "phase": shot["phase"],
        "rules": msgspec.to_builtins(shot["rules"]),
        "round": shot["round"],
        "totals": {} if hides else shot["totals"],
        "pieces": [as_shown(piece) for piece in shot["pieces"].values()],
        "dots": {name: n for (_, at, name), n in shot["dots"].items() if at == shot["round"]},
    }
