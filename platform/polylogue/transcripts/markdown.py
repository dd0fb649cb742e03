"""Markdown: one document to read, in which each entry begins with `stream:seq` on its own line."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from polylogue.kit.signs import inline, quoted
from polylogue.transcripts import wording
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.items import BoardCard, BoardState, Closing, Item, Opening, Section
from polylogue.transcripts.leaving import author_in_words
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk


def markdown(transcript: Transcript, tick: Tick = lambda count: None) -> Iterator[str]:
    """The document in pieces: days, sessions, rooms, and in them each entry."""
    headings = wording.Headings(transcript)
    for event in walk(transcript, tick):
        match event:
            case Opening():
                yield from _title(event)
            case Chapter():
                for level, words in headings.of(event):
                    yield f"\n{'#' * level} {inline(words)}\n"
            case Section():
                yield from _section(event, headings)
            case Item():
                yield _passed_on(event) if event.entry is None else _entry(event, headings)
            case BoardState():
                yield from _board(event, headings.below + 1)
            case Closing():
                yield from _end(event)


def _title(opening: Opening) -> Iterator[str]:
    transcript = opening.transcript
    dialogue = transcript.dialogue
    yield f"# {inline(dialogue.title)}\n\n"
    yield f"{inline(wording.subtitle(transcript))}\n"
    yield from (f"\n*{inline(remark)}*\n" for remark in opening.remarks)
    yield from _before(opening)


def _before(opening: Opening) -> Iterator[str]:
    """The programme, and who took part."""
    if opening.programme:
        yield f"\n## {inline(_('Programme'))}\n\n"
        zone = opening.transcript.zone
        yield from (f"- {inline(wording.slot(one, zone))}\n" for one in opening.programme)
    if opening.people:
        yield f"\n## {inline(_('Who took part'))}\n\n"
        for one in opening.people:
            name, *about = filter(None, wording.participant(one))
            yield f"- **{inline(name)}**{''.join(f', {inline(said)}' for said in about)}\n"


def _section(section: Section, headings: wording.Headings) -> Iterator[str]:
    yield f"\n{'#' * headings.below} {inline(wording.place(section))}\n"
    if rule := wording.rule(section):
        yield f"\n*{inline(rule)}*\n"
    if present := wording.present(section, headings.zone):
        yield f"\n{inline(present)}\n"


def _entry(item: Item, headings: wording.Headings) -> str:
    entry = item.entry
    assert entry is not None  # noqa: S101 - asked before
    remarks = "".join(f" · *{inline(remark)}*" for remark in wording.remarks(item, headings.zone))
    start = f"\n`{entry.stream_id}:{entry.seq}` {headings.stamp(entry.at)}"
    if item.is_message:
        place = f", {inline(item.who.place)}" if item.who.place else ""
        return (
            f"{start} **{inline(item.who.name)}**{place}{_answered(item)}{remarks}\n{_said(item)}"
        )
    said = inline(item.sentence) or wording.gone()
    return f"{start} {said}{remarks}\n{_said(item)}"


def _said(item: Item) -> str:
    """The words of an entry, and what stands below them."""
    said = f"\n{quoted(item.text)}\n" if item.text else ""
    for version in item.versions:
        said += f"\n*{inline(_('Before:'))}*\n\n{quoted(version.text)}\n"
    return said + "\n" * bool(item.lines) + "".join(f"- {inline(line)}\n" for line in item.lines)


def _passed_on(item: Item) -> str:
    by = f"\n{inline(author_in_words(item.who))}:\n" if item.rule else ""
    return f"{by}\n{quoted(item.text)}\n"


def _answered(item: Item) -> str:
    """To what a reply is one."""
    if item.answers is None or item.entry is None:
        return ""
    seq, who = item.answers
    return f" ↳ `{item.entry.stream_id}:{seq}` {inline(who.name)}"


def _board(state: BoardState, level: int) -> Iterator[str]:
    title = _("The board “%(title)s” as it stood then") % {"title": state.title}
    yield f"\n{'#' * level} {inline(title)}\n\n"
    for card in state.cards:
        yield f"- {inline(card_in_words(card))}\n"
        yield from (f"  - {inline(f'{label}: {text}')}\n" for label, text in card.said)
    for start, label, end in state.connections:
        yield f"- {inline(start) or '–'} → {inline(end) or '–'}{f' ({inline(label)})' if label else ''}\n"


def card_in_words(card: BoardCard) -> str:
    """A card on one line: where it stands, what it is called, whose it is, and its votes."""
    about = [card.group, card.by, _("votes: %(n)d") % {"n": card.votes} if card.votes else ""]
    told = ", ".join(part for part in about if part)
    return f"{card.lane}: {card.title or card.kind}{f' ({told})' if told else ''}"


def _end(closing: Closing) -> Iterator[str]:
    yield f"\n## {inline(_('What this holds'))}\n\n"
    yield from (f"- {inline(line)}\n" for line in wording.completeness(closing))
    yield from (f"- {inline(line)}\n" for line in wording.streams(closing))
