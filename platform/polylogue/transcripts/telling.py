"""Reads the log for a transcript: page by page, each entry as it may be seen now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from polylogue.log import reading
from polylogue.log.models import Audience, Entry
from polylogue.transcripts import leaving
from polylogue.transcripts.chapters import Span
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.items import Item
from polylogue.transcripts.naming import People
from polylogue.transcripts.omissions import Omissions, Why
from polylogue.transcripts.owning import Own, accounts
from polylogue.transcripts.pages import Page
from polylogue.transcripts.sentences import Sentences

Tick = Callable[[int], None]
"""Is told how many entries were read since it was told last."""

PAGE = 1000


class Teller:
    """Tells the entries of a transcript in order, and counts by stream what it tells and leaves out."""

    def __init__(self, transcript: Transcript, tick: Tick = lambda count: None) -> None:
        self.transcript, self.tick = transcript, tick
        self.people = People(transcript)
        self.sentences = Sentences(self.people)
        self.told = {part.stream: 0 for part in transcript.parts}
        self.omissions = Omissions()
        self.accounts = accounts(transcript.reader)
        self.own = Own(transcript)

    def items(self, span: Span) -> Iterator[Item]:
        if why := self._passed_over(span.part):
            self.omissions.leave(span.part.stream, why, span.to - span.after)
            self.tick(span.to - span.after)
            return
        for after in range(span.after, span.to, PAGE):
            page = reading.ranges({span.part.stream: (after, min(span.to, after + PAGE))})
            seen = [entry for entry in page if self._is_told(entry)]
            for item in self._page(seen):
                self.told[span.part.stream] += 1
                yield item
            self.tick(len(page))

    def _passed_over(self, part: Part) -> Why | None:
        """Whether nothing of a stream is told by itself."""
        purpose = self.transcript.choices.purpose
        if purpose is Purpose.OUTSIDE:
            return Why.INSIDE if part.is_board or part.room is None else None
        if not part.is_board or purpose is Purpose.OWN:
            return None
        return Why.BOARD if self.transcript.choices.wants("board") else Why.KIND

    def _is_told(self, entry: Entry) -> bool:
        why = self._left_out(entry)
        if why:
            is_outside = self.transcript.choices.purpose is Purpose.OUTSIDE
            self.omissions.leave(entry.stream_id, Why.INSIDE if is_outside else why)
        return why is None

    def _left_out(self, entry: Entry) -> Why | None:
        choices = self.transcript.choices
        is_own = entry.actor_id in self.accounts
        if choices.purpose is Purpose.OWN and not is_own:
            return Why.OTHERS
        if choices.purpose is Purpose.OWN and not self.own.is_contribution(entry):
            return Why.INSIDE
        if entry.audience == Audience.PERSON and entry.person_id not in self.accounts:
            return Why.PERSONAL
        is_for_crew = entry.audience == Audience.CREW and entry.person_id not in self.accounts
        if is_for_crew and not (choices.purpose is Purpose.RECORD or is_own):
            return Why.CREW
        return None if choices.wants(entry.kind) else Why.KIND

    def _page(self, entries: list[Entry]) -> Iterator[Item]:
        if self.transcript.choices.purpose is not Purpose.OUTSIDE:
            yield from Page(entries, self.sentences, self.own, self.omissions).items()
            return
        for entry, said in zip(entries, leaving.said_outside(entries, self.people), strict=True):
            if isinstance(said, Item):
                yield said
            else:
                self.omissions.leave(entry.stream_id, said)
