"""The protocol as documents, made from the structs themselves: a JSON Schema and a list of entries."""

from __future__ import annotations

from typing import Any

import msgspec

from polylogue.log.facts import KINDS, RESOLVERS, Fact
from rooms import protocol
from rooms.commands import COMMANDS, RoomCommand

Schema = dict[str, Any]


def schema() -> Schema:
    """Every frame, command and entry kind, for whoever writes another client."""
    from_client, to_client = protocol.ClientFrame, protocol.ServerFrame
    structs = [*COMMANDS.values(), *KINDS.values()]
    (client, server, *rest), defs = msgspec.json.schema_components(
        [from_client, to_client, *structs], ref_template="#/$defs/{name}"
    )
    commands, kinds = rest[: len(COMMANDS)], rest[len(COMMANDS) :]
    defs["Do"]["properties"]["name"] = {"enum": sorted(COMMANDS)}
    defs["Do"]["allOf"] = [_when("name", name, "args", s) for name, s in _named(COMMANDS, commands)]
    defs["Entry"] = _entry(dict(_named(KINDS, kinds)))
    defs["Entries"]["properties"]["items"]["items"] = {"$ref": "#/$defs/Entry"}
    _relax(defs, dict(_named(KINDS, kinds)))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": protocol.SUBPROTOCOL,
        "description": "A frame is one JSON text message of the WebSocket; docs/protocol.md explains.",
        "anyOf": [{"$ref": "#/$defs/ClientFrame"}, {"$ref": "#/$defs/ServerFrame"}],
        "$defs": {"ClientFrame": client, "ServerFrame": server} | dict(sorted(defs.items())),
    }


def entries_page() -> str:
    """docs/entries.md: every kind of entry and every command, with its fields."""
    parts = [PREFACE]
    parts += [_section(name, KINDS[name], note=_note(name)) for name in sorted(KINDS)]
    parts.append("## Commands\n\nWhat a `do` frame can ask for, by its `name`.\n")
    parts += [_section(name, COMMANDS[name]) for name in sorted(COMMANDS)]
    return "\n".join(parts)


PREFACE = """\
# Entries and commands

Made by `polylogue manage protocol_schema` from the code; do not edit. The frames around them are in
[protocol.md](protocol.md), all of it as JSON Schema in [protocol.schema.json](protocol.schema.json).

## Entries

An entry of a stream has `seq`, `kind`, `by` (the person), `at` (UTC) and `data` with these fields.
What was redacted has `"redacted": true` and no data. An entry that is too large for a frame has
`"large": true` in its data and is asked for over HTTP.
"""


def _named(registry: dict[str, Any], schemas: Any) -> list[tuple[str, Schema]]:
    return sorted(zip(registry, schemas, strict=True))


def _when(field: str, name: str, then: str, schema: Schema) -> Schema:
    return {
        "if": {"properties": {field: {"const": name}}, "required": [field]},
        "then": {"properties": {then: schema}},
    }


def _entry(kinds: dict[str, Schema]) -> Schema:
    """What stands in `items`: redacted ones have no data any more."""
    return {
        "title": "Entry",
        "type": "object",
        "properties": {
            "seq": {"type": "integer", "minimum": 1},
            "kind": {"enum": list(kinds)},
            "by": {"type": "integer"},
            "at": {"type": "string", "format": "date-time"},
            "data": {"type": "object"},
            "redacted": {"const": True},
        },
        "required": ["seq", "kind", "by", "at", "data"],
        "additionalProperties": False,
        "if": {"required": ["redacted"]},
        "else": {"allOf": [_when("kind", name, "data", kinds[name]) for name in kinds]},
    }


def _relax(defs: dict[str, Any], kinds: dict[str, Schema]) -> None:
    """Entries as shown may say `large`, and those that refer to something show it as well."""
    for name, ref in kinds.items():
        fact = defs[ref["$ref"].rsplit("/", 1)[1]]
        if name in RESOLVERS:
            fact["additionalProperties"] = True
        else:
            fact["properties"]["large"] = {"const": True}


def _note(name: str) -> str:
    return (
        "What it refers to is shown with it, as it may be seen now.\n" if name in RESOLVERS else ""
    )


def _section(name: str, struct: type[Fact] | type[RoomCommand], note: str = "") -> str:
    fields = msgspec.structs.fields(struct)
    rows = [f"| `{field.name}` | {_words(field)} |" for field in fields]
    table = "\n".join(["| field | is |", "|---|---|", *rows, ""]) if rows else ""
    said = " ".join((struct.__doc__ or "").split())
    return "\n".join(part for part in (f"### `{name}`\n", f"{said}\n", note, table) if part)


def _words(field: msgspec.structs.FieldInfo) -> str:
    """A field's type in words: "integer, 1 to 9007199254740992" or "text or nothing"."""
    shape = msgspec.json.schema(field.type)
    kinds = shape.get("anyOf", [shape])
    said = " or ".join(_one(kind) for kind in kinds)
    return said if field.required else f"{said}, may be left out"


NAMES = {"string": "text", "null": "nothing", "array": "list"}


def _one(kind: Schema) -> str:
    of = str(kind.get("type", "anything"))
    name = NAMES.get(of, of)
    if "prefixItems" in kind:
        name = f"({', '.join(_one(place) for place in kind['prefixItems'])})"
    elif "items" in kind:
        name += f" of {_one(kind['items'])}"
    low, high = kind.get("minimum"), kind.get("maximum")
    if low is not None and high is not None:
        name += f", {low} to {high}"
    if longest := kind.get("maxLength"):
        name += f" of up to {longest:,} characters"
    return name
