"""Words that all forms for people use: headings, times and remarks, in the language of the transcript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from polylogue.dialogues.models import Dialogue, Session
from polylogue.kit.signs import shut
from polylogue.transcripts.attending import Participant
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.items import Closing, Item, Remark, Section
from rooms import confidentiality


def days(dialogue: Dialogue) -> str:
    first, last = (date_format(at, _("j F Y")) for at in (dialogue.starts_on, dialogue.ends_on))
    return first if first == last else f"{first} – {last}"


LABELS = {
    Purpose.RECORD: _lazy("Transcript: the record"),
    Purpose.OUTSIDE: _lazy("Transcript: to pass on"),
    Purpose.VIEW: _lazy("Transcript: what one person can follow"),
    Purpose.OWN: _lazy("Transcript: what one person said"),
}


def label(transcript: Transcript) -> str:
    """What kind of paper it is, so that a page of it says so too."""
    return str(LABELS[transcript.choices.purpose])


def host(transcript: Transcript) -> str:
    is_outside = transcript.choices.purpose is Purpose.OUTSIDE
    return "" if is_outside else transcript.dialogue.host


def subtitle(transcript: Transcript) -> str:
    """Host and days; how times are to be read, where there are any."""
    dialogue = transcript.dialogue
    if transcript.choices.purpose is Purpose.OUTSIDE:
        return days(dialogue)
    host = f"{dialogue.host}, " if dialogue.host else ""
    return f"{host}{days(dialogue)}. {times(transcript.zone)}"


def times(zone: ZoneInfo) -> str:
    return _("Times are of %(zone)s, with UTC in brackets.") % {"zone": zone.key}


def day(chapter: Chapter) -> str:
    if chapter.day:
        return date_format(chapter.day, _("l, j F Y"))
    return _("Before the first day") if chapter.is_before else _("After the last day")


def session(chapter: Chapter, zone: ZoneInfo, *, has_programme: bool) -> str:
    """Nothing where there is no programme to be between."""
    if chapter.session is None:
        return _("Between the sessions") if chapter.day and has_programme else ""
    starts, ends = (
        at.astimezone(zone) for at in (chapter.session.starts_at, chapter.session.ends_at)
    )
    return f"{starts:%H:%M}–{ends:%H:%M} {chapter.session.title}"


def slot(session: Session, zone: ZoneInfo) -> str:
    """A session on one line of the programme."""
    starts, ends = (at.astimezone(zone) for at in (session.starts_at, session.ends_at))
    day = date_format(starts, _("l, j F Y"))
    return f"{day}, {starts:%H:%M}–{ends:%H:%M}: {session.title}"


def participant_heads() -> list[str]:
    return [_("Name"), _("Place"), _("Organisation"), _("Roles")]


def participant(one: Participant) -> list[str]:
    return [one.who.name, one.who.place, one.organisation, one.roles]


class Headings:
    """The headings that stand above a section, where they differ from those before it."""

    def __init__(self, transcript: Transcript) -> None:
        self.zone = transcript.zone
        self.is_outside = transcript.choices.purpose is Purpose.OUTSIDE
        self.has_programme = transcript.dialogue.sessions.exists()
        self.day = self.session = ""
        self.has_day = False

    def of(self, chapter: Chapter) -> Iterator[tuple[int, str]]:
        """Levels and words; what is passed on has no programme."""
        if self.is_outside:
            return
        if (heading := day(chapter)) != self.day:
            yield 2, heading
        self.day, self.has_day = heading, chapter.day is not None
        self.session = session(chapter, self.zone, has_programme=self.has_programme)
        if self.session:
            yield 3, self.session

    def stamp(self, at: datetime) -> str:
        """When something was; with its day where no heading says it."""
        return time(at, self.zone) if self.has_day else moment(at, self.zone)

    @property
    def below(self) -> int:
        """The level of a room."""
        return 2 if self.is_outside else 4 if self.session else 3


def place(section: Section) -> str:
    room = section.part.room
    return room.title if room else _("The dialogue as a whole")


def rule(section: Section) -> str:
    return str(confidentiality.says(section.rule)) if section.rule else ""


def present(section: Section, zone: ZoneInfo) -> str:
    """Who was there, from when to when."""
    if not section.present:
        return ""
    count = len(section.present)
    head = ngettext("%(n)d person was here:", "%(n)d people were here:", count) % {"n": count}
    spans = (
        f"{shut(one.who.name)} ({one.since.astimezone(zone):%H:%M}–{one.until.astimezone(zone):%H:%M})"
        for one in section.present
    )
    return f"{head} {', '.join(spans)}"


def time(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M:%S} ({at.astimezone(UTC):%H:%M:%S})"


def moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d} {time(at, zone)}"


def remarks(item: Item, zone: ZoneInfo) -> Iterator[str]:
    for remark in item.remarks:
        yield _remark(remark, zone)
        if remark.because:
            yield _("because: %(why)s") % {"why": remark.because}


def _remark(remark: Remark, zone: ZoneInfo) -> str:
    said = {
        "when": moment(remark.at, zone) if remark.at else "",
        "who": remark.by.name if remark.by else "",
    }
    match remark.kind:
        case "crew":
            return _("for the crew")
        case "removed":
            return _("removed %(when)s") % said
        case "edited":
            return _("edited %(when)s by %(who)s") % said
        case "deleted":
            return _("deleted %(when)s by %(who)s") % said
    return _("hidden %(when)s by %(who)s") % said


def gone() -> str:
    return _("What it said was removed")


def completeness(closing: Closing) -> Iterator[str]:
    """How much was told, and what was left out and why."""
    head, left = account(closing)
    yield from [*head, *left]


def account(closing: Closing) -> tuple[list[str], list[str]]:
    """The same: what stands first, and what is a list below it."""
    told = sum(closing.told.values())
    head = ngettext("%(n)d entry is told.", "%(n)d entries are told.", told) % {"n": told}
    left = list(closing.omissions.in_words())
    return [head, *([] if left else [_("Nothing was left out.")])], left


def streams(closing: Closing) -> Iterator[str]:
    """Of each stream how much was told: by this its reader can see that nothing is missing."""
    if closing.transcript.choices.purpose is not Purpose.OUTSIDE:
        for part in closing.parts:
            said = {
                "n": part.stream,
                "place": _place(part),
                "told": closing.told[part.stream],
                "of": part.head,
            }
            yield _("Stream %(n)d (%(place)s): %(told)d of %(of)d entries told.") % said


def _place(part: Part) -> str:
    if part.room is None:
        return _("the dialogue as a whole")
    return _("a board of %(room)s") % {"room": part.room} if part.is_board else part.room.title
