"""The safe subset of Markdown that messages may use."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import nh3
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chat import naming

TAGS = {
    "span",
    "p",
    "br",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "del",
}
PLAIN = re.compile(r"(?:[^\W_]|[ ,.;?!'\"()%/\-–—…’‘“”«»¿¡])*")
LINKISH = re.compile(r"\w\.\w|//|@|www", re.IGNORECASE)
# Nobody writes more marks than this; reading a text made of nothing else takes a second.
MARKS = re.compile(r"[\[*_~`<>]|://")
MARKS_READ = 400
NEW_LINE = "\n"
ORDERED = re.compile(r"\s*(\d+[.)]|[-+])\s")

_markdown = (
    MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    .enable(["linkify", "strikethrough"])
    .disable(["heading", "lheading", "image", "html_block", "html_inline", "hr", "reference"])
)
naming.teach(_markdown)
_markdown.linkify = LinkifyIt(options={"fuzzy_email": False, "fuzzy_link": False})


def is_plain(text: str) -> bool:
    """Whether the text is one paragraph with no markup, so that it can be shown as it stands."""
    return bool(PLAIN.fullmatch(text) and not LINKISH.search(text) and not ORDERED.match(text))


def tokens(text: str) -> list[Token]:
    """What a message says, taken apart, for documents that are no HTML; links to elsewhere are words."""
    if len(MARKS.findall(text)) > MARKS_READ:
        text = MARKS.sub(r"\\\g<0>", text)
    return _markdown.parse(text, {})


@lru_cache(maxsize=4096)
def render(text: str, named: tuple[tuple[str, str], ...] = ()) -> str:
    """HTML of a message: nothing but `TAGS`, links to http(s) and mail only, opened apart.

    `named`: names after an `@` that speak to somebody, each with the person or role it means.
    """
    if is_plain(text) or len(MARKS.findall(text)) > MARKS_READ:
        return f"<p>{escape(text.strip()).replace(NEW_LINE, '<br>')}</p>"
    return nh3.clean(
        _markdown.render(text, {naming.NAMED: dict(named)}),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}, "span": {"data-mention"}},
        allowed_classes={"span": {"mention"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
