"""Messages taken apart for documents that are no HTML: paragraphs, list items, code, and runs of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from chat import markup
from polylogue.kit.signs import visible

LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
LONGEST_LINK = 2_000
"""Of more than 8,000 signs typst makes no document; such an address stands there as words."""
PAGE = 4_000
LONGEST = 100_000
"""A longer text is told as it stands: nobody sets marks in it, and taking it apart takes minutes."""


@dataclass(slots=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


@dataclass(slots=True)
class Block:
    """`depth`: in how many lists it stands; `mark`: of a list item; `quotes`: in how many quotations."""

    kind: Literal["words", "code"] = "words"
    runs: list[Run] = field(default_factory=list)
    depth: int = 0
    mark: str = ""
    quotes: int = 0


def blocks(text: str) -> list[Block]:
    text = visible(text).strip("\n")
    if len(text) > LONGEST or markup.is_plain(text):
        return [Block(runs=[Run(line)]) for line in _lines(text)]
    return list(_Reader().read(markup.tokens(text)))


def _lines(text: str) -> list[str]:
    """Paragraphs; one that is longer than any page goes on in another."""
    parts = [part for part in re.split(r"\n{2,}", text) if part.strip()]
    return [part[at : at + PAGE] for part in parts for at in range(0, len(part), PAGE)]


class _Reader:
    def __init__(self) -> None:
        self.lists: list[int | None] = []
        self.quotes = 0
        self.mark = ""

    def read(self, tokens: list[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self.lists.append(None)
                case "ordered_list_open":
                    self.lists.append(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self.mark = self._next()
                case "blockquote_open":
                    self.quotes += 1
                case "blockquote_close":
                    self.quotes -= 1
                case "inline":
                    yield self._block(_runs(token.children or []))
                case "fence" | "code_block":
                    yield self._block([Run(token.content.rstrip("\n"), code=True)], kind="code")

    def _next(self) -> str:
        number = self.lists[-1]
        if number is None:
            return "•"
        self.lists[-1] = number + 1
        return f"{number}."

    def _block(self, runs: list[Run], kind: Literal["words", "code"] = "words") -> Block:
        mark, self.mark = self.mark, ""
        return Block(kind, runs, len(self.lists), mark, self.quotes)


def _runs(tokens: list[Token]) -> list[Run]:
    found: list[Run] = []
    look = Run("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look.bold = token.nesting > 0
            case "em_open" | "em_close":
                look.italic = token.nesting > 0
            case "s_open" | "s_close":
                look.struck = token.nesting > 0
            case "link_open":
                address = str(token.attrs.get("href", ""))
                look.link = address if LINK.match(address) and len(address) <= LONGEST_LINK else ""
            case "link_close":
                look.link = ""
            case "softbreak" | "hardbreak":
                found.append(Run("\n"))
            case "code_inline":
                found.append(
                    Run(token.content, look.bold, look.italic, look.struck, True, look.link)
                )
            case _ if token.content:
                found.append(
                    Run(token.content, look.bold, look.italic, look.struck, False, look.link)
                )
    return found
