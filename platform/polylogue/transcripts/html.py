"""HTML: one page that needs nothing else, to be read by everybody; its contents are listed at its end."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from chat.markup import render
from polylogue.kit.signs import VISIBLE
from polylogue.transcripts import wording
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.items import (
    BoardCard,
    BoardState,
    Closing,
    Item,
    Opening,
    Picture,
    Section,
)
from polylogue.transcripts.leaving import author_in_words
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk

STYLE = Path(__file__).with_name("document.css")
SEALED = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a browser lets the page do, wherever it is opened: show itself."""
ELSEWHERE = re.compile(r' href="(?!https?://|mailto:)[^"]*"', re.IGNORECASE)
"""An address without its beginning means another place in a file than on the site."""


def html(transcript: Transcript, tick: Tick = lambda count: None) -> Iterator[str]:
    page = Page(transcript)
    for event in walk(transcript, tick):
        yield from page.of(event)


class Page:
    """Writes events as parts of the page; it knows which parts are open."""

    def __init__(self, transcript: Transcript) -> None:
        self.headings = wording.Headings(transcript)
        self.zone = transcript.zone
        self.opened: list[str] = []
        self.contents: list[tuple[int, str]] = []

    @property
    def number(self) -> int:
        """Of the last heading."""
        return len(self.contents)

    def of(self, event: object) -> Iterator[str]:
        match event:
            case Opening():
                yield from self._head(event)
            case Chapter():
                yield from self._chapter(event)
            case Section():
                yield from self._section(event)
            case Item():
                yield self._passed_on(event) if event.entry is None else self._entry(event)
            case BoardState():
                yield from self._board(event)
            case Closing():
                yield from self._end(event)

    def _head(self, opening: Opening) -> Iterator[str]:
        transcript = opening.transcript
        title, direction = plain(transcript.dialogue.title), "rtl" if get_language_bidi() else "ltr"
        yield (
            f'<!doctype html>\n<html lang="{plain(get_language() or "en")}" dir="{direction}">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{SEALED}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="robots" content="noindex">\n'
            f"<title>{title}</title>\n<style>\n{STYLE.read_text()}</style>\n</head>\n<body>\n<main>\n"
            f'<header>\n<h1 dir="auto">{title}</h1>\n'
            f'<p class="subtitle" dir="auto">{plain(wording.subtitle(transcript))}</p>\n'
        )
        yield from (f'<p class="remark">{plain(remark)}</p>\n' for remark in opening.remarks)
        yield f'<p><a href="#contents">{plain(_("Contents"))}</a></p>\n</header>\n'
        yield from self._before(opening)

    def _before(self, opening: Opening) -> Iterator[str]:
        """The programme, and who took part."""
        if opening.programme:
            yield self._heading(2, _("Programme"))
            slots = (wording.slot(one, self.zone) for one in opening.programme)
            yield f"<ul>{''.join(f'<li dir=auto>{plain(slot)}</li>' for slot in slots)}</ul>\n"
        if opening.people:
            yield self._heading(2, _("Who took part"))
            rows = map(wording.participant, opening.people)
            yield from self._table(wording.participant_heads(), rows)

    def _table(self, heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
        """Under the last heading, by which it is called."""
        cells = "".join(f'<th scope="col">{plain(head)}</th>' for head in heads)
        yield f'<div class="wide" tabindex="0" role="region" aria-labelledby="h{self.number}"><table><thead><tr>{cells}</tr></thead><tbody>\n'
        for row in rows:
            yield f"<tr>{''.join(f'<td dir=auto>{plain(cell)}</td>' for cell in row)}</tr>\n"
        yield "</tbody></table></div>\n"

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        yield from self._close("section")
        for level, words in self.headings.of(chapter):
            yield self._heading(level, words)

    def _section(self, section: Section) -> Iterator[str]:
        yield from self._close("section")
        heading = self._heading(self.headings.below, wording.place(section))
        yield f"<section>\n{heading}"
        self.opened.append("section")
        if rule := wording.rule(section):
            yield f'<p class="rule">{plain(rule)}</p>\n'
        if present := wording.present(section, self.zone):
            summary = present.partition(":")[0]
            yield (
                f'<details class="present"><summary>{plain(summary)}</summary>'
                f'<p dir="auto">{plain(present)}</p></details>\n'
            )

    def _entry(self, item: Item) -> str:
        entry = item.entry
        assert entry is not None  # noqa: S101 - asked before
        remarks = "".join(
            f' <span class="remark">{plain(remark)}</span>'
            for remark in wording.remarks(item, self.zone)
        )
        mark = f"{entry.stream_id}:{entry.seq}"
        time = f'<time datetime="{entry.at.isoformat()}">{self.headings.stamp(entry.at)}</time>'
        link = f'<a class="mark" href="#{item.anchor}">{mark}</a>'
        what = self._author(item) if item.is_message else self._sentence(item)
        kind = "message" if item.is_message else "event"
        return (
            f'<article class="{kind}" id="{item.anchor}">\n<p class="about">{what} {time} {link}'
            f"{remarks}</p>\n{self._said(item)}</article>\n"
        )

    def _author(self, item: Item) -> str:
        place = (
            f' <span class="place" dir="auto">{plain(item.who.place)}</span>'
            if item.who.place
            else ""
        )
        answered = ""
        if item.answers and item.entry:
            seq, who = item.answers
            to = f"#e{item.entry.stream_id}-{seq}"
            answered = f' <a class="answered" href="{to}">↳ <bdi>{plain(who.name)}</bdi></a>'
        return f'<strong class="who" dir="auto">{plain(item.who.name)}</strong>{place}{answered}'

    def _sentence(self, item: Item) -> str:
        return f'<span dir="auto">{plain(item.sentence or wording.gone())}</span>'

    def _said(self, item: Item) -> str:
        said = f'<blockquote dir="auto">{prose(item.text)}</blockquote>\n' if item.text else ""
        for version in item.versions:
            said += (
                f'<p class="remark">{plain(_("Before:"))}</p>\n'
                f'<blockquote class="before" dir="auto">{prose(version.text)}</blockquote>\n'
            )
        said += "".join(_picture(picture) for picture in item.pictures)
        if item.lines:
            lines = "".join(f'<li dir="auto">{plain(line)}</li>' for line in item.lines)
            said += f"<ul>{lines}</ul>\n"
        return said

    def _passed_on(self, item: Item) -> str:
        by = f'<p class="about">{plain(author_in_words(item.who))}</p>\n' if item.rule else ""
        return f'<article class="message">\n{by}{self._said(item)}</article>\n'

    def _board(self, state: BoardState) -> Iterator[str]:
        title = _("The board “%(title)s” as it stood then") % {"title": state.title}
        yield self._heading(self.headings.below + 1, title)
        drawing = base64.b64encode(state.drawing.encode()).decode()
        alt = _("A drawing of the board; all that it says stands in the table below it.")
        yield f'<img class="board" src="data:image/svg+xml;base64,{drawing}" alt="{plain(alt)}">\n'
        heads = [_("Lane"), _("Card"), _("What it says"), _("By"), _("Votes")]
        yield from self._table(heads, map(_card, state.cards))
        if state.connections:
            lines = [f"{a or '–'} → {b or '–'} {said}" for a, said, b in state.connections]
            yield f"<ul>{''.join(f'<li dir=auto>{plain(line)}</li>' for line in lines)}</ul>\n"

    def _end(self, closing: Closing) -> Iterator[str]:
        yield from self._close("section")
        heading = self._heading(2, _("What this holds"))
        lines = [*wording.completeness(closing), *wording.streams(closing)]
        listed = "".join(f"<li>{plain(line)}</li>" for line in lines)
        yield f'<section aria-labelledby="h{self.number}">\n{heading}<ul>{listed}</ul>\n</section>\n'
        yield from self._contents()
        yield "</main>\n</body>\n</html>\n"

    def _contents(self) -> Iterator[str]:
        title = plain(_("Contents"))
        yield f'<nav id="contents" aria-labelledby="contents-title">\n<h2 id="contents-title">{title}</h2>\n<ul>\n'
        for number, (level, words) in enumerate(self.contents, start=1):
            link = f'<a href="#h{number}" dir="auto">{plain(words)}</a>'
            yield f'<li class="level-{level}">{link}</li>\n'
        yield "</ul>\n</nav>\n"

    def _heading(self, level: int, words: str) -> str:
        self.contents.append((level, words))
        return f'<h{level} id="h{self.number}" dir="auto">{plain(words)}</h{level}>\n'

    def _close(self, tag: str) -> Iterator[str]:
        while self.opened:
            yield f"</{self.opened.pop()}>\n"


def _card(card: BoardCard) -> list[str]:
    said = [f"{label}: {text}" for label, text in card.said]
    return [
        card.lane,
        card.title or card.kind,
        "\n".join(said),
        card.by,
        str(card.votes or ""),
    ]


def plain(text: str) -> str:
    """Words in HTML: no markup, and no sign that hides or turns what stands around it."""
    return escape(text.translate(VISIBLE))


def prose(text: str) -> str:
    """A message with its emphasis, lists and links; names that it speaks to are words like others."""
    said: str = render.__wrapped__(
        text.translate(VISIBLE).strip()
    )  # one file, not to be remembered
    return ELSEWHERE.sub("", said)


def _picture(picture: Picture) -> str:
    try:
        with default_storage.open(picture.stored) as stored:
            content = base64.b64encode(stored.read()).decode()
    except FileNotFoundError:
        return ""
    kind = "webp" if picture.stored.endswith("webp") else picture.stored.rpartition(".")[2]
    alt = plain(picture.alt or picture.name)
    return f'<img src="data:image/{kind};base64,{content}" alt="{alt}">\n'
