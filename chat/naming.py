"""Teaches Markdown to mark the names that speak to somebody, before it looks at their signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from chat import mentions

NAMED = "named"


def teach(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "mention", _mention)
    markdown.add_render_rule("mention", _rendered)


def _mention(state: StateInline, silent: bool) -> bool:
    named: dict[str, str] = state.env.get(NAMED, {})
    if not named or state.src[state.pos] != "@":
        return False
    by_name = {name.casefold(): target for name, target in named.items()}
    lengths = sorted({len(name) for name in named}, reverse=True)
    written = mentions.longest(state.src, state.pos, lengths, by_name.__contains__)
    if written is None:
        return False
    if not silent:
        token = state.push("mention", "span", 0)
        token.content, token.meta = f"@{written}", {"target": by_name[written.casefold()]}
    state.pos += 1 + len(written)
    return True


def _rendered(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    token = tokens[place]
    target = escapeHtml(token.meta["target"])
    return f'<span class="mention" data-mention="{target}">{escapeHtml(token.content)}</span>'
