"""What is set on paper: the events of a transcript as parts of a document, in volumes that can be opened.

PDF and DOCX are made of the same parts; neither streams, so that a volume holds a limited number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from polylogue.transcripts import wording
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.items import (
    BoardState,
    Closing,
    Event,
    Item,
    Opening,
    Picture,
    Section,
)
from polylogue.transcripts.leaving import author_in_words
from polylogue.transcripts.prose import Block, blocks, visible
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk

VOLUME = 10_000


@dataclass(slots=True)
class Heading:
    level: int
    text: str


@dataclass(slots=True)
class Note:
    """A line in small print."""

    text: str


@dataclass(slots=True)
class Said:
    """An entry. `who` is none where nobody said it, but something happened."""

    who: str = ""
    place: str = ""
    what: str = ""
    time: str = ""
    mark: str = ""
    answered: str = ""
    remarks: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    before: list[list[Block]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """`widths`: of its columns, in parts of the line."""

    heads: list[str]
    rows: list[list[str]]
    widths: tuple[float, ...]


@dataclass(slots=True)
class Drawing:
    svg: str
    alt: str


@dataclass(slots=True)
class Listed:
    lines: list[str]


Part = Heading | Note | Said | Grid | Drawing | Listed


@dataclass(slots=True)
class Volume:
    title: str
    subtitle: str
    remarks: list[str]
    number: int = 1
    parts: list[Part] = field(default_factory=list)
    entries: int = 0
    is_last: bool = False


def volumes(transcript: Transcript, tick: Tick) -> Iterator[Volume]:
    """One after another, each as soon as it is full; a new one begins with the headings it stands under."""
    setting = _Setting(transcript)
    for event in walk(transcript, tick):
        if setting.volume.entries >= VOLUME and isinstance(event, Item | Section | Chapter):
            yield setting.volume
            setting.begin_next(event)
        setting.set(event)
    setting.volume.is_last = True
    yield setting.volume


class _Setting:
    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.headings = wording.Headings(transcript)
        self.zone = transcript.zone
        title, subtitle = transcript.dialogue.title, wording.subtitle(transcript)
        self.volume = Volume(visible(title), visible(subtitle), [])
        self.above: list[Heading] = []

    def begin_next(self, event: Event) -> None:
        """The same title, and the headings above what comes, but those that come with it."""
        old = self.volume
        self.volume = Volume(old.title, old.subtitle, old.remarks, old.number + 1)
        match event:
            case Item():
                self.volume.parts += self.above
            case Section():
                self.volume.parts += [h for h in self.above if h.level < self.headings.below]
            case _:
                self.headings.day = ""

    def set(self, event: Event) -> None:
        match event:
            case Opening():
                self.volume.remarks = list(map(visible, event.remarks))
                self._before(event)
            case Chapter():
                for level, words in self.headings.of(event):
                    self._head(level, words)
            case Section():
                self._section(event)
            case Item():
                self.volume.entries += 1
                self._put(self._passed_on(event) if event.entry is None else self._entry(event))
            case BoardState():
                self._board(event)
            case Closing():
                self._head(2, _("What this holds"))
                lines = [*wording.completeness(event), *wording.streams(event)]
                self._put(Listed(lines))

    def _before(self, opening: Opening) -> None:
        """The programme, and who took part."""
        if opening.programme:
            self._head(2, _("Programme"))
            slots = (wording.slot(one, self.zone) for one in opening.programme)
            self._put(Listed(list(map(visible, slots))))
        if opening.people:
            self._head(2, _("Who took part"))
            rows = [list(map(visible, wording.participant(one))) for one in opening.people]
            self._put(Grid(wording.participant_heads(), rows, (3, 3, 4, 2)))

    def _put(self, part: Part) -> None:
        self.volume.parts.append(part)

    def _head(self, level: int, words: str) -> None:
        heading = Heading(level, visible(words))
        self.above = [one for one in self.above if one.level < level] + [heading]
        self._put(heading)

    def _section(self, section: Section) -> None:
        self._head(self.headings.below, wording.place(section))
        for note in (wording.rule(section), wording.present(section, self.zone)):
            if note:
                self._put(Note(visible(note)))

    def _entry(self, item: Item) -> Said:
        entry = item.entry
        assert entry is not None  # noqa: S101 - asked before
        said = self._said(item)
        said.time = self.headings.stamp(entry.at)
        said.mark = f"{entry.stream_id}:{entry.seq}"
        said.remarks = [visible(remark) for remark in wording.remarks(item, self.zone)]
        if item.is_message:
            said.who, said.place = visible(item.who.name), visible(item.who.place)
        else:
            said.what = visible(item.sentence or wording.gone())
        if item.answers:
            seq, who = item.answers
            said.answered = f"↳ {entry.stream_id}:{seq} {visible(who.name)}"
        return said

    def _passed_on(self, item: Item) -> Said:
        said = self._said(item)
        said.who = visible(author_in_words(item.who)) if item.rule else ""
        return said

    def _said(self, item: Item) -> Said:
        return Said(
            blocks=blocks(item.text) if item.text else [],
            before=[blocks(version.text) for version in item.versions],
            lines=list(map(visible, item.lines)),
            pictures=list(item.pictures),
        )

    def _board(self, state: BoardState) -> None:
        title = _("The board “%(title)s” as it stood then") % {"title": state.title}
        self._head(self.headings.below + 1, title)
        if state.cards:
            alt = _("A drawing of the board; all that it says stands in the table below it.")
            self._put(Drawing(state.drawing, alt))
            rows = [
                [
                    card.lane,
                    "\n".join(
                        [
                            card.title or card.kind,
                            *(f"{label}: {text}" for label, text in card.said),
                        ]
                    ),
                    card.by,
                    str(card.votes or ""),
                ]
                for card in state.cards
            ]
            heads = [_("Lane"), _("Card"), _("By"), _("Votes")]
            shown = [[visible(cell) for cell in row] for row in rows]
            self._put(Grid(heads, shown, (2, 6, 2, 1)))
        if state.connections:
            lines = [f"{a or '–'} → {b or '–'} {said}" for a, said, b in state.connections]
            self._put(Listed(list(map(visible, lines))))
