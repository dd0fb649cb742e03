"""The search page: for everyone inside, as a page and while they type."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from polylogue.search import finding, results
from tests.dialogues.pages import words
from tests.support import cast


def search(client, dialogue, htmx=False, **asked):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.get(reverse("search:find", args=[dialogue.slug]), asked, headers=headers)


@pytest.fixture
def said(plenary, side_room, cleo, dov):
    return [
        cast.post(plenary, cleo, "We painted the street in front of the school.").seq,
        cast.post(side_room, dov, "Painting costs less than asphalt.").seq,
    ]


def test_a_result_tells_who_where_and_when_and_leads_to_the_message(
    dialogue, plenary, said, dov, sign_in
):
    page = search(sign_in(dov), dialogue, q="street ")
    assert "1 found" in words(page)
    assert "Cleo Marin" in words(page) and "Plenary" in words(page)
    assert "the <mark>street</mark> in front" in page.content.decode()
    (result,) = page.context["page"].results
    assert result.url == reverse("chat:message", args=[dialogue.slug, plenary.pk, said[0]])
    assert sign_in(dov).get(result.url, follow=True).status_code == 200


def test_the_word_being_typed_is_enough(dialogue, said, cleo, sign_in):
    assert "2 found" in words(search(sign_in(cleo), dialogue, q="PAINT"))


def test_filters_narrow_it_down_and_need_no_words(dialogue, said, side_room, cleo, dov, sign_in):
    client = sign_in(cleo)
    for asked in ({"author": dov.pk}, {"room": side_room.stream_id}):
        assert "asphalt" in words(search(client, dialogue, q="paint", **asked))
        assert "1 found" in words(search(client, dialogue, **asked))
    today = timezone.localdate()
    assert "2 found" in words(search(client, dialogue, q="paint", day=today))
    assert "Nothing found" in words(search(client, dialogue, day=today - timedelta(days=1)))
    assert "2 found" in words(search(client, dialogue, kind="message"))


def test_while_somebody_types_only_what_was_found_is_sent(dialogue, said, cleo, sign_in):
    answer = search(sign_in(cleo), dialogue, htmx=True, q="asph").content.decode()
    assert "<html" not in answer and "<mark>asphalt</mark>" in answer
    assert 'id="found-count" hx-swap-oob="innerHTML">1 found' in answer


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 201},
        {"author": "x"},
        {"author": "999"},
        {"room": "-1"},
        {"day": "2026-99-99"},
        {"kind": "secret"},
        {"before": "0"},
        {"q": "\x00"},
        {},
        {"q": "'\"*:&|!()<->"},
    ],
)
def test_nonsense_finds_nothing_and_breaks_nothing(dialogue, said, cleo, sign_in, asked):
    page = search(sign_in(cleo), dialogue, **asked)
    assert page.status_code == 200
    assert page.context["page"] is None


def test_a_room_one_cannot_follow_is_no_filter(dialogue, said, ada, cleo, sign_in):
    other = cast.dialogue(by=ada, title="Elsewhere").rooms.get()
    page = search(sign_in(cleo), dialogue, q="paint", room=other.stream_id)
    assert page.context["form"].errors["room"]


def test_many_results_come_page_by_page(dialogue, plenary, cleo, sign_in, monkeypatch):
    monkeypatch.setattr(results, "PAGE", 3)
    monkeypatch.setattr(finding, "MOST", 6)
    for number in range(8):
        cast.post(plenary, cleo, f"Water {number}")
    first = search(sign_in(cleo), dialogue, q="water")
    assert "More than 6 found" in words(first)
    second = search(sign_in(cleo), dialogue, q="water", before=first.context["page"].before)
    texts = [r.pieces[-1].text for page in (first, second) for r in page.context["page"].results]
    assert texts == [" 7", " 6", " 5", " 4", " 3", " 2"]


def test_what_is_gone_is_not_shown_even_if_the_index_still_had_it(
    dialogue, said, cleo, sign_in, monkeypatch
):
    client = sign_in(cleo)
    search(client, dialogue, q="street")
    monkeypatch.setattr("polylogue.search.following.catch_up", lambda streams: 0)
    cast.do(dialogue.rooms.get(kind="plenary"), cleo, "chat.delete_message", message=said[0])
    assert "street" not in words(search(client, dialogue, q="school"))


def test_markup_in_a_text_is_text_in_a_result(dialogue, plenary, cleo, sign_in):
    cast.post(plenary, cleo, "<img src=x onerror=alert(1)> water <b>")
    content = search(sign_in(cleo), dialogue, q="water").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt; <mark>water</mark> &lt;b&gt;" in content


def test_somebody_outside_finds_no_page(dialogue, eve, sign_in):
    assert search(sign_in(eve), dialogue, q="paint").status_code == 404
