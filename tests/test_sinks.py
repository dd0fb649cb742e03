"""Where text can become markup or script: a few places, each with the reason why it is safe there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (
    "platform/polylogue",
    "rooms",
    "chat",
    "breakout",
    "whiteboard",
    "static/js",
    "templates",
)

SINKS = {
    ".js": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser"
    r"|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe|srcdoc|javascript:|\.on[a-z]+ = [\"'`]"
    r"|set(?:Timeout|Interval)\([\"'`]",
    ".html": r"\|\s*safe\b|safeseq|autoescape off|hx-on|hx-vals|hx-headers|hx-vars|javascript:|srcdoc"
    r"|<script(?![^>]*\ssrc=)|<style|\s(?:style|on[a-z]+)=[\"']",
    ".py": r"mark_safe(?=\()|SafeString(?=\()|SafeText(?=\()|format_html(?:_join)?(?=\()|html_safe|autoescape",
}

RENDERED = "shows what chat.markup.render made: nh3 lets through a list of elements and attributes"
DRAWN = "a QR code that segno drew of an address of ours; it holds no text"
ALLOWED = {
    "static/js/elements/templates.js": {"innerHTML": "markup that our server made, as it came"},
    "static/js/room/blank.js": {"DOMParser": "a page of our own, in a document that runs nothing"},
    "static/js/room/renewal.js": {
        "DOMParser": "a page of our own, in a document that runs nothing"
    },
    "static/js/elements/practice-panel.js": {
        "DOMParser": "a page of our own, in a document that runs nothing; its words alone are shown"
    },
    "static/js/live-programme.js": {"outerHTML": "a fragment of our own, escaped by Django"},
    "templates/chat/_message.html": {"|safe": RENDERED},
    "templates/chat/_inbox_item.html": {"|safe": RENDERED},
    "templates/chat/_versions.html": {"|safe": RENDERED},
    "templates/questions/_now.html": {"|safe": RENDERED},
    "templates/questions/_question.html": {"|safe": RENDERED},
    "templates/mfa/webauthn/add_form.html": {
        "<script": "data of ours as JSON, which no browser runs"
    },
    "templates/dialogues/return_code_shown.html": {"|safe": DRAWN},
    "platform/polylogue/dialogues/views/links.py": {"mark_safe": DRAWN},
    "chat/templatetags/marked.py": {"mark_safe": RENDERED},
    "chat/templatetags/looks.py": {"format_html_join": "templates, each escaped by Django"},
    "platform/polylogue/kit/templatetags/kit.py": {"format_html": "escapes what it is given"},
}


def sinks_in(name: str, text: str) -> set[str]:
    return set(re.findall(SINKS[Path(name).suffix], text))


def test_text_becomes_markup_only_where_it_is_said_why_it_may():
    found = {}
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in SINKS and (sinks := sinks_in(file.name, file.read_text())):
                found[str(file.relative_to(ROOT))] = sinks
    assert found == {name: set(reasons) for name, reasons in ALLOWED.items()}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("x.js", "element.innerHTML = text;"),
        ("x.js", 'list.insertAdjacentHTML("beforeend", row);'),
        ("x.js", 'setTimeout("go()", 5);'),
        ("x.js", 'button.onclick = "go()";'),
        ("x.html", "{{ text|safe }}"),
        ("x.html", "{% autoescape off %}"),
        ("x.html", '<b hx-on:click="go()">'),
        ("x.html", "<script>go()</script>"),
        ("x.html", '<p style="color: red">'),
        ("x.html", '<p onclick="go()">'),
        ("x.py", "return mark_safe(text)"),
        ("x.py", "return format_html('<b>{}</b>', text)"),
    ],
)
def test_a_new_sink_would_be_noticed(name, line):
    assert sinks_in(name, line)


def test_mails_are_plain_text():
    assert not list((ROOT / "templates").rglob("email/*.html"))
