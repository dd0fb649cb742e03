"""Markdown: one document to read, in which each entry begins with `stream:seq` on its own line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from chat import looks
from chat.models import Message
from polylogue.dialogues.models import Dialogue, Session
from polylogue.kit.signs import inline, quoted
from polylogue.log import facts
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.telling import Teller, Told, sentence, words


def markdown(transcript: Transcript) -> Iterator[str]:
    """The document in pieces: a chapter for each stream, with headings of days and sessions."""
    teller = Teller(transcript)
    yield _title(transcript.dialogue)
    for part in transcript.parts:
        yield f"\n## {_name(part)}\n"
        programme = Programme(transcript.dialogue)
        for told in teller.entries(part):
            yield programme.headings(told.entry.at)
            yield _entry(told, programme.zone)
        count = teller.told[part.stream]
        yield f"\n*Stream {part.stream}: {count} of {part.head} entries told.*\n"
    yield f"\n*The end: {sum(teller.told.values())} entries.*\n"


class Programme:
    """The days and sessions of a dialogue, entered and left while its entries are told."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.zone = ZoneInfo(dialogue.time_zone)
        self.sessions = list(dialogue.sessions.all())
        self.day: date | None = None
        self.session: Session | None = None

    def headings(self, at: datetime) -> str:
        """What stands above an entry of this moment, if it opens a day or enters or leaves a session."""
        day = at.astimezone(self.zone).date()
        session = next((s for s in reversed(self.sessions) if s.is_on(at)), None)
        lines = ""
        if day != self.day:
            lines += f"\n### {day:%A} {day.day} {day:%B %Y}\n"
            self.session = None
        if session != self.session:
            lines += f"\n#### {self._span(session) if session else 'Between the sessions'}\n"
        self.day, self.session = day, session
        return lines

    def _span(self, session: Session) -> str:
        starts, ends = (at.astimezone(self.zone) for at in (session.starts_at, session.ends_at))
        return f"{starts:%H:%M} to {ends:%H:%M} {inline(session.title)}"


def _title(dialogue: Dialogue) -> str:
    host = f"{inline(dialogue.host)}, " if dialogue.host else ""
    days = f"{dialogue.starts_on} to {dialogue.ends_on}"
    return (
        f"# {inline(dialogue.title)}\n\n{host}{days}. Times are of {inline(dialogue.time_zone)},"
        " with UTC in brackets.\n"
    )


def _name(part: Part) -> str:
    return f"Room: {inline(part.room.title)}" if part.room else "The dialogue as a whole"


def _entry(told: Told, zone: ZoneInfo) -> str:
    entry = told.entry
    remarks = "".join(f" · *{remark}*" for remark in _remarks(told, zone))
    start = f"\n`{entry.stream_id}:{entry.seq}` {_time(entry.at, zone)}"
    if told.message is None:
        said = "What it said was removed" if told.is_removed else inline(sentence(told))
        beside = words(told)
        quote = f"\n{quoted(beside)}\n" if beside else ""
        return f"{start} {said}{remarks}\n{quote}{_below(told)}"
    place = f", {inline(told.by['place'])}" if told.by["place"] else ""
    head = f"{start} **{inline(told.by['name'])}**{place}{_answered(told)}{remarks}\n"
    return head if told.message.is_gone else f"{head}{_said(told.message, told)}"


def _said(message: Message, told: Told) -> str:
    """The text of a message, and in words what stands with it."""
    said = f"\n{quoted(message.text)}\n" if message.text else ""
    beside = looks.in_words(told.entry.stream_id, told.data)
    return said + "\n" * bool(beside) + "".join(f"- {inline(line)}\n" for line in beside)


def _below(told: Told) -> str:
    """What an entry that is no message shows, if a wing says how."""
    tell = facts.TELLERS.get(told.entry.kind)
    lines = tell(told.data) if tell and not told.is_removed else []
    return "\n" * bool(lines) + "".join(f"- {inline(line)}\n" for line in lines)


def _answered(told: Told) -> str:
    """To what a reply is one."""
    if told.message is None or told.message.thread is None or told.answers is None:
        return ""
    return f" ↳ to `{told.entry.stream_id}:{told.message.thread}` {inline(told.answers['name'])}"


def _remarks(told: Told, zone: ZoneInfo) -> Iterator[str]:
    if told.is_for_crew:
        yield "for the crew"
    if told.entry.redacted_at:
        yield f"removed {_moment(told.entry.redacted_at, zone)}"
    if told.edited_at:
        yield f"edited {_moment(told.edited_at, zone)} by {inline(told.by['name'])}"
    if told.deleted_at and told.deleted_by:
        yield f"deleted {_moment(told.deleted_at, zone)} by {inline(told.deleted_by['name'])}"
    if told.hidden_at and told.hidden_by:
        yield f"hidden {_moment(told.hidden_at, zone)} by {inline(told.hidden_by['name'])}"
    if told.because:
        yield f"because: {inline(told.because)}"


def _time(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M:%S} ({at.astimezone(UTC):%H:%M:%S})"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d} {_time(at, zone)}"
