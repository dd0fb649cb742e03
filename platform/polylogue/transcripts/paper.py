"""What is set on paper: the events of a transcript as parts of a document, in volumes that can be opened.

PDF and DOCX are made of the same parts; neither streams, so that a volume holds a limited number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from polylogue.kit.signs import shut, visible
from polylogue.transcripts import wording
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.items import (
    BoardCard,
    BoardState,
    Closing,
    Event,
    Item,
    Opening,
    Section,
)
from polylogue.transcripts.leaving import author_in_words
from polylogue.transcripts.parts import (
    Card,
    Cards,
    Drawing,
    Grid,
    Heading,
    Listed,
    Note,
    Part,
    Said,
    Volume,
)
from polylogue.transcripts.prose import blocks
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk

VOLUME = 10_000


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
        dialogue, is_outside = transcript.dialogue, self.headings.is_outside
        self.volume = Volume(
            title=visible(dialogue.title),
            label=wording.label(transcript),
            host=visible(wording.host(transcript)),
            days=wording.days(dialogue),
            times="" if is_outside else wording.times(self.zone),
            remarks=[],
        )
        self.above: list[Heading] = []

    def begin_next(self, event: Event) -> None:
        """The same title, and the headings above what comes, but those that come with it."""
        old = self.volume
        self.volume = replace(old, number=old.number + 1, parts=[], entries=0)
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
                self._end(event)

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

    def _end(self, closing: Closing) -> None:
        self._head(2, _("What this holds"))
        head, lines = wording.account(closing)
        self._put(Listed(lines, " ".join(head)))
        if streams := list(wording.streams(closing)):
            self._put(Listed(list(map(visible, streams)), is_small=True))

    def _head(self, level: int, words: str, *, is_listed: bool = True) -> None:
        heading = Heading(level, visible(words), is_listed)
        self.above = [one for one in self.above if one.level < level] + [heading]
        self._put(heading)

    def _section(self, section: Section) -> None:
        is_place = section.part.room is not None
        self._head(self.headings.below, wording.place(section), is_listed=is_place)
        for note in (wording.rule(section), wording.present(section, self.zone)):
            if note:
                self._put(Note(visible(note)))

    def _entry(self, item: Item) -> Said:
        entry = item.entry
        assert entry is not None  # noqa: S101 - asked before
        said = self._said(item)
        said.time = self.headings.stamp(entry.at)
        said.mark = f"{entry.stream_id}:{entry.seq}"
        said.remarks = [shut(visible(remark)) for remark in wording.remarks(item, self.zone)]
        if item.is_message:
            said.who, said.place = (shut(visible(one)) for one in item.who[:2])
        else:
            said.what = shut(visible(item.sentence or wording.gone()))
        if item.answers:
            seq, who = item.answers
            said.answered = f"↳ {entry.stream_id}:{seq} {shut(visible(who.name))}"
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
            by_lane = groupby(state.cards, lambda card: card.lane)
            lanes = [(visible(lane), list(map(_card, cards))) for lane, cards in by_lane]
            self._put(Cards([_("Card"), _("By"), _("Votes")], lanes))
        if state.connections:
            lines = [f"{a or '–'} → {b or '–'} {said}" for a, said, b in state.connections]
            self._put(Listed(list(map(visible, lines)), _("Connections"), is_small=True))


def _card(card: BoardCard) -> Card:
    said = [(visible(label), visible(text)) for label, text in card.said]
    votes = str(card.votes or "")
    return Card(visible(card.title or card.kind), said, visible(card.by), votes)
