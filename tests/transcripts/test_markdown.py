"""Whatever people write, the document keeps its shape and each entry its place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from markdown_it import MarkdownIt

from chat.models import Message
from polylogue.dialogues.models import Session
from polylogue.kit.signs import inline, quoted
from tests.support import cast
from tests.support.payloads import CORPUS
from tests.transcripts.hostile import TEXTS

OUTER = {"paragraph_open", "paragraph_close", "inline", "blockquote_open", "blockquote_close"}
FORBIDDEN = {"heading_open", "html_block", "html_inline", "image", "hr", "definition"}
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]"
)


def parsed(text):
    """The tokens of a document, those inside of paragraphs too, and its link definitions."""
    env = {}
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(text, env)
    return tokens + [c for token in tokens for c in token.children or []], env


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_a_quoted_text_cannot_leave_its_quotation_or_become_another_block(text):
    tokens, env = parsed(f"before\n\n{quoted(text)}\n\nafter [1] and ![1]\n")
    outer = [token.type for token in tokens if token.block and token.level == 0]
    quotation = ["blockquote_open", "blockquote_close"]
    paragraph = ["paragraph_open", "paragraph_close"]
    assert outer == paragraph + quotation + paragraph
    assert not FORBIDDEN & {token.type for token in tokens}
    assert not env.get("references")
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert all(re.match(r"https?://|mailto:", link) for link in links)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_signs_that_hide_or_turn_text_are_made_visible(text):
    assert not HIDDEN.search(quoted(text))
    assert not HIDDEN.search(inline(text))
    assert "\n" not in inline(text)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_a_name_or_title_is_shown_to_the_letter(text):
    tokens, _env = parsed(f"## The {inline(text)} room\n")
    assert [token.type for token in tokens if token.block] == [
        "heading_open",
        "inline",
        "heading_close",
    ]
    kinds = {token.type for token in tokens if not token.block}
    assert kinds <= {"text", "text_special"}


def test_what_is_tried_on_pages_is_only_text_here_too():
    for payload in CORPUS:
        test_a_quoted_text_cannot_leave_its_quotation_or_become_another_block(payload.text)
        test_signs_that_hide_or_turn_text_are_made_visible(payload.text)
        test_a_name_or_title_is_shown_to_the_letter(payload.text)


def test_emphasis_lists_links_and_breaks_of_a_message_stay():
    text = "**Aim:** [less](https://example.org)\nsecond line\n\n1. one\n2. two"
    html = MarkdownIt("commonmark").render(quoted(text))
    assert "<strong>Aim:</strong>" in html
    assert '<a href="https://example.org">less</a><br />' in html
    assert html.count("<li>") == 2


def test_a_document_of_hostile_messages_has_only_its_own_headings(
    dialogue, plenary, cleo, document
):
    seqs = [cast.post(plenary, cleo, "x").seq for _ in TEXTS]
    for seq, text in zip(seqs, TEXTS, strict=True):
        Message.objects.filter(stream=plenary.stream_id, seq=seq).update(
            text=text.replace("\x00", "")
        )
    cleo.display_name, cleo.city = "# Cleo <b>`\n> x", "[1]: ![x](y)"
    cleo.save()
    tokens, env = parsed(document(dialogue, plenary))
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h3", "h2"]
    assert not (FORBIDDEN - {"heading_open"}) & {token.type for token in tokens}
    assert not env.get("references")
    quotations = [t for t in tokens if t.type == "blockquote_open" and t.level == 0]
    assert len(quotations) == len(TEXTS)


def test_days_and_sessions_of_the_programme_are_headings_in_the_dialogues_zone(
    dialogue, plenary, cleo, document
):
    dialogue.time_zone = "Asia/Kolkata"
    dialogue.save()
    nine = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
    Session.objects.create(
        dialogue=dialogue,
        kind="plenary",
        title="Night *session*",
        starts_at=nine,
        ends_at=nine + timedelta(hours=1),
    )
    for minutes in (0, 59, 60):
        cast.post(plenary, cleo)
        moment = nine + timedelta(minutes=minutes)
        plenary.stream.entries.filter(seq=plenary.stream.entries.count()).update(at=moment)
    headings = [line for line in document(dialogue, plenary).splitlines() if line.startswith("#")]
    assert headings[1:] == [
        "## Tuesday, 3 March 2026",
        "### 00:30–01:30 Night \\*session\\*",
        "#### Plenary",
        "### Between the sessions",
        "#### Plenary",
        "## What this holds",
    ]
