"""The beginning of a good practice: what messages say, put where it seems to belong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.models import Message
from polylogue.followup.asking import rules_at
from polylogue.followup.drafts import Fields
from polylogue.followup.sources import places
from polylogue.people.models import User
from rooms.models import Room

TITLE_LENGTH = 80
SENTENCE = re.compile(r"(?<=[.!?。])\s")
MARKUP = re.compile(r"[*_`#>]+|^\s*[-+]\s", re.MULTILINE)

# What a paragraph begins with says where it belongs; all else is what was done.
BEGINNINGS = {
    "starting_point": r"starting point|before|background|context|the problem|problem|challenge|aim",
    "who_was_involved": r"who|involved|partners?|people",
    "cost_and_time": r"costs?|budget|money|time|duration|it cost|it took",
    "results": r"results?|evidence|outcome|effects?|impact|today",
    "what_failed": r"what did not work|what didn.t work|what failed|not working|mistakes?|difficult",
    "conditions": r"conditions?|transfer|requirements?|what you need|you need|to copy",
}
BELONGS = {
    name: re.compile(rf"\W*(?:{words})\b[^.\n]{{0,30}}?[:–—-]\s*|\W*(?:{words})\b", re.IGNORECASE)
    for name, words in BEGINNINGS.items()
}


def prefilled(messages: list[Message]) -> Fields:
    """Fields for a first edition; city and contact are those of the first author's card."""
    author = messages[0].author.merged_into or messages[0].author
    fields: Fields = {
        "title": title(messages[0].text),
        "city": author.city,
        "country": str(author.country.code or ""),
        "contact": contact(author),
        "sector": author.sector,
    }
    texts = _without_names(messages)
    return fields | distributed(texts)


def distributed(texts: Iterable[str]) -> Fields:
    """Paragraph by paragraph, each to the field that its beginning names."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for paragraph in re.split(r"\n\s*\n", text.strip()):
            if paragraph.strip():
                found.setdefault(_field(paragraph), []).append(paragraph.strip())
    return {name: "\n\n".join(paragraphs) for name, paragraphs in found.items()}


def title(text: str) -> str:
    """The first sentence, cut at a word if it is long."""
    first = next((line for line in MARKUP.sub("", text).splitlines() if line.strip()), "")
    sentence = SENTENCE.split(first.strip())[0].rstrip(".")
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    return f"{sentence[:TITLE_LENGTH].rsplit(' ', 1)[0]}…"


def contact(person: User) -> str:
    return ", ".join(filter(None, (person.display_name, person.organisation)))


def _field(paragraph: str) -> str:
    for name, belongs in BELONGS.items():
        if belongs.match(paragraph):
            return name
    return "what_was_done"


def _without_names(messages: list[Message]) -> Iterable[str]:
    """Where authors are not named outside, neither is whom they speak to by @."""
    rules = rules_at(messages)
    for message, place in zip(messages, places(messages), strict=True):
        text = message.text
        if rules[place] != Room.Rule.PUBLIC:
            for mark in message.marks.get("mentions", ()):
                text = text.replace(f"@{mark['name']}", "…") if "person" in mark else text
        yield text
