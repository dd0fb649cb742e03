"""JSON Lines: a header, each entry on a line of its own, and a footer that proves the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

from polylogue.kit.signs import JSON_ESCAPES
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.telling import Card, Teller, Told

FORMAT = "polylogue-transcript/1"


def jsonl(transcript: Transcript) -> Iterator[bytes]:
    """The lines of the file; the last one holds the counts and the SHA-256 of all before it."""
    teller = Teller(transcript)
    zone = ZoneInfo(transcript.dialogue.time_zone)
    digest = hashlib.sha256()
    for record in _records(transcript, teller, zone):
        line = _line(record)
        digest.update(line)
        yield line
    yield _line(_footer(transcript, teller, digest.hexdigest()))


def _records(transcript: Transcript, teller: Teller, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    yield _header(transcript)
    for part in transcript.parts:
        for told in teller.entries(part):
            yield _entry(told, zone)


def _header(transcript: Transcript) -> dict[str, Any]:
    dialogue = transcript.dialogue
    return {
        "record": "header",
        "format": FORMAT,
        "generator": f"polylogue {version('polylogue')}",
        "dialogue": {
            "slug": dialogue.slug,
            "title": dialogue.title,
            "host": dialogue.host,
            "starts_on": dialogue.starts_on.isoformat(),
            "ends_on": dialogue.ends_on.isoformat(),
            "time_zone": dialogue.time_zone,
        },
        "streams": [_stream(part) for part in transcript.parts],
    }


def _stream(part: Part) -> dict[str, Any]:
    room = part.room and {"id": part.room.pk, "title": part.room.title, "kind": part.room.kind}
    return {"stream": part.stream, "epoch": part.epoch, "head": part.head, "room": room}


def _entry(told: Told, zone: ZoneInfo) -> dict[str, Any]:
    entry = told.entry
    record = {
        "record": "entry",
        "stream": entry.stream_id,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": _utc(entry.at),
        "local": entry.at.astimezone(zone).isoformat(timespec="milliseconds"),
        "by": _person(entry.actor_id, told.by),
        "data": told.data,
    }
    return record | _marks(told)


def _marks(told: Told) -> dict[str, Any]:
    """What became of the entry since, and who may see it if not everyone."""
    marks: dict[str, Any] = {}
    message = told.message
    if told.is_for_crew:
        marks["audience"] = "crew"
    if message and message.thread and told.answers:
        marks["answers"] = {"seq": message.thread, "name": told.answers["name"]}
    if told.entry.redacted_at:
        marks["removed"] = {"at": _utc(told.entry.redacted_at)}
    if message and message.edited_at:
        author = _person(told.entry.actor_id, told.by)
        marks["edited"] = {"at": _utc(message.edited_at), "by": author}
    if message and message.deleted_at and message.deleted_by_id and told.deleted_by:
        deleter = _person(message.deleted_by_id, told.deleted_by)
        marks["deleted"] = {"at": _utc(message.deleted_at), "by": deleter}
    if message and message.hidden_at and message.hidden_by_id and told.hidden_by:
        hider = _person(message.hidden_by_id, told.hidden_by)
        marks["hidden"] = {"at": _utc(message.hidden_at), "by": hider, "because": told.because}
    return marks


def _footer(transcript: Transcript, teller: Teller, sha256: str) -> dict[str, Any]:
    return {
        "record": "footer",
        "entries": sum(teller.told.values()),
        "streams": [_count(part, teller.told[part.stream]) for part in transcript.parts],
        "sha256": sha256,
    }


def _count(part: Part, entries: int) -> dict[str, int]:
    """`withheld` entries were addressed to one person, who alone gets them."""
    return {
        "stream": part.stream,
        "head": part.head,
        "entries": entries,
        "withheld": part.head - entries,
    }


def _person(pk: int, card: Card) -> dict[str, Any]:
    return {"id": pk, "name": card["name"], "place": card["place"]}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _line(record: dict[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.translate(JSON_ESCAPES).encode() + b"\n"
