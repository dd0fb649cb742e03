"""What Markdown a message may use, and what is not read as such."""

from __future__ import annotations

import time

import pytest

from chat.markup import render


@pytest.mark.parametrize("mark", ["http://a", "[", "![", "*a", "_a_ ", "> ", "`", "<a"])
def test_a_text_made_of_marks_does_not_hold_anybody_up(mark):
    started = time.process_time()
    assert render((mark * 10_000)[:10_000]).startswith("<")
    assert time.process_time() - started < 0.25


def test_an_ordinary_long_text_keeps_its_markup():
    assert render("A **strong** word. " * 90).count("<strong>") == 90


def test_underscores_are_emphasis_and_not_plain():
    assert "<em>x</em>" in render("_x_")


def test_nothing_but_the_address_is_kept_of_a_link():
    html = render('See [this](https://example.org "not what you think")')
    assert 'href="https://example.org"' in html and "title" not in html
