"""JSON Lines: a header, each entry on a line of its own, and a footer that proves the end.

This is the canonical form; its fields are described in docs/transcripts.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from polylogue.dialogues.models import Session
from polylogue.kit.signs import JSON_ESCAPES
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.items import BoardState, Closing, Event, Item, Opening, Section
from polylogue.transcripts.naming import Shown
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk

FORMAT = "polylogue-transcript/2"
Record = dict[str, Any]


def jsonl(transcript: Transcript, tick: Tick = lambda count: None) -> Iterator[bytes]:
    """The lines of the file; the last one holds the counts and the SHA-256 of all before it."""
    digest = hashlib.sha256()
    for record in records(transcript, tick):
        if record["record"] == "footer":
            record["sha256"] = digest.hexdigest()
        written = line(record)
        digest.update(written)
        yield written


def records(transcript: Transcript, tick: Tick = lambda count: None) -> Iterator[Record]:
    """What both JSON forms hold, in order."""
    writing = Records(transcript)
    for event in walk(transcript, tick):
        yield from writing.of(event)


class Records:
    """Makes records of events; it remembers in which session they are."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.zone = transcript.zone
        self.is_outside = transcript.choices.purpose is Purpose.OUTSIDE
        self.chapter: Chapter | None = None
        self.section: Section | None = None

    def of(self, event: Event) -> Iterator[Record]:
        match event:
            case Opening():
                yield self._header(event)
            case Chapter():
                self.chapter = event
            case Section():
                self.section = event
                yield from self._stays(event)
            case Item():
                yield self._said(event) if event.entry is None else self._entry(event)
            case BoardState():
                yield self._board(event)
            case Closing():
                yield self._footer(event)

    @property
    def _session(self) -> int | None:
        session = self.chapter.session if self.chapter else None
        return session.pk if session else None

    def _header(self, opening: Opening) -> Record:
        dialogue = self.transcript.dialogue
        header: Record = {
            "record": "header",
            "format": FORMAT,
            "generator": f"polylogue {version('polylogue')}",
            "choices": msgspec.to_builtins(self.transcript.choices),
            "remarks": list(opening.remarks),
        }
        days = {
            "starts_on": dialogue.starts_on.isoformat(),
            "ends_on": dialogue.ends_on.isoformat(),
        }
        if self.is_outside:
            return header | {"dialogue": {"title": dialogue.title, **days}}
        return header | {
            "dialogue": {
                "slug": dialogue.slug,
                "title": dialogue.title,
                "host": dialogue.host,
                **days,
                "time_zone": dialogue.time_zone,
            },
            "sessions": [_programme(session) for session in opening.sessions],
            "streams": [_stream(part) for part in opening.parts],
        }

    def _entry(self, item: Item) -> Record:
        entry = item.entry
        assert entry is not None  # noqa: S101 - what has none is passed on
        record: Record = {
            "record": "entry",
            "stream": entry.stream_id,
            "seq": entry.seq,
            "kind": entry.kind,
            "at": _utc(entry.at),
            "local": _local(entry.at, self.zone),
            "session": self._session,
            "by": _person(item.who),
        }
        if item.data is None:
            shown = {"sentence": item.sentence, "text": item.text, "lines": list(item.lines)}
            return record | {name: said for name, said in shown.items() if said} | _marks(item)
        return record | {"data": item.data} | _marks(item)

    def _said(self, item: Item) -> Record:
        """What is passed on has neither number nor time, by which its author could be found."""
        room = self.section.part.room if self.section else None
        who = {"name": item.who.name, "place": item.who.place}
        return {
            "record": "said",
            "room": room.title if room else None,
            "rule": item.rule or None,
            "by": {name: said for name, said in who.items() if said},
            "text": item.text,
        }

    def _stays(self, section: Section) -> Iterator[Record]:
        for one in section.present:
            yield {
                "record": "stay",
                "room": section.part.room.pk if section.part.room else None,
                "session": self._session,
                "person": _person(one.who),
                "since": _utc(one.since),
                "until": _utc(one.until),
            }

    def _board(self, state: BoardState) -> Record:
        cards = [msgspec.to_builtins(card) for card in state.cards]
        shown = {"document": state.document} if state.document else {"cards": cards}
        return {
            "record": "board",
            "board": state.board,
            "stream": state.stream,
            "seq": state.seq,
            "session": self._session,
            "title": state.title,
            **shown,
        }

    def _footer(self, closing: Closing) -> Record:
        left = {str(why): count for why, count in closing.omissions.by_reason().items()}
        footer: Record = {
            "record": "footer",
            "entries": sum(closing.told.values()),
            "left_out": left,
            "without_words": closing.omissions.gone,
        }
        if not self.is_outside:
            footer["streams"] = [_count(part, closing) for part in self.transcript.parts]
        return footer


def line(record: Record) -> bytes:
    return written(record).encode() + b"\n"


def written(record: Record) -> str:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.translate(JSON_ESCAPES)


def _programme(session: Session) -> Record:
    return {
        "id": session.pk,
        "kind": session.kind,
        "title": session.title,
        "starts_at": _utc(session.starts_at),
        "ends_at": _utc(session.ends_at),
    }


def _stream(part: Part) -> Record:
    room = part.room and {
        "id": part.room.pk,
        "title": part.room.title,
        "kind": part.room.kind,
        "rule": part.room.rule,
    }
    place = {"stream": part.stream, "epoch": part.epoch, "head": part.head, "room": room}
    return place | ({"board": True} if part.is_board else {})


def _marks(item: Item) -> Record:
    """What became of the entry since, and who may see it if not everyone."""
    marks: Record = {}
    if item.answers:
        marks["answers"] = {"seq": item.answers[0], "name": item.answers[1].name}
    for remark in item.remarks:
        if remark.kind == "crew":
            marks["audience"] = "crew"
        elif remark.at:
            by = {"by": _person(remark.by)} if remark.by else {}
            because = {"because": remark.because} if remark.kind == "hidden" else {}
            marks[remark.kind] = {"at": _utc(remark.at), **by, **because}
    if item.versions:
        marks["earlier"] = [{"text": one.text, "until": _utc(one.until)} for one in item.versions]
    if item.data is not None and item.text and item.is_message and "text" not in item.data:
        marks["kept"] = item.text
    return marks


def _count(part: Part, closing: Closing) -> Record:
    """`withheld` entries are not told; `left_out` says why, over all streams."""
    told = closing.told[part.stream]
    return {"stream": part.stream, "head": part.head, "entries": told, "withheld": part.head - told}


def _person(who: Shown) -> Record:
    return {"id": who.number, "name": who.name, "place": who.place}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="milliseconds")
