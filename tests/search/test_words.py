"""The words of a text, and what somebody looks for."""

import pytest

from polylogue.search.excerpts import excerpt, hits
from polylogue.search.query import Term, parse
from polylogue.search.words import LONGEST, normalise, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Water, and CITIES!", "water and cities"),
        ("Zürich, Zu\u0308rich, ZURICH", "zurich zurich zurich"),
        ("Straße, STRASSE", "strasse strasse"),
        ("Łódź; Ærø; İstanbul, Diyarbakır", "lodz aero istanbul diyarbakir"),
        ("ﬁre in １２", "fire in 12"),
        ("l'eau don't co-operate 30km/h", "l eau don t co operate 30km h"),
        ("ΆΘΗΝΑΣ Αθήνας", "αθηνασ αθηνασ"),
        ("Ёлка ёлка", "елка елка"),
        ("مُحَمَّد محمد أهلاً", "محمد محمد اهلا"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी में", "हिन्दी में"),
        ("水道は", "水 道 は"),
        ("co\u00adoperate snake_case", "cooperate snake case"),
        ("한국어 도시", "한국어 도시"),
        ("🙂 … ---", ""),
    ],
)
def test_a_text_is_folded_into_words(text, words):
    assert normalise(text) == words


def test_folding_twice_is_folding_once():
    text = "Über Çığ, Ñandú, ﬁ, ½, ㎏, ǆ, ΐ, हिन्दी, 한국어, Ｗ, ẞ, مُحَمَّد"
    assert normalise(normalise(text)) == normalise(text)


def test_a_word_without_end_is_cut():
    assert tokens("a" * 500) == ["a" * LONGEST]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("wat", [Term(("wat",), prefix=True)]),
        ("wat ", [Term(("wat",))]),
        ("clean wat", [Term(("clean",)), Term(("wat",), prefix=True)]),
        ('"Clean Water" ri', [Term(("clean", "water")), Term(("ri",), prefix=True)]),
        ('"clean wat', [Term(("clean", "wat"))]),
        ("水道", [Term(("水", "道"), prefix=True)]),
        ("", []),
        ("!!", []),
    ],
)
def test_the_word_being_typed_may_go_on(text, terms):
    assert list(parse(text, typing=True).terms) == terms


def test_a_query_can_do_nothing_but_look():
    query = parse('a\' OR 1=1 -- "b* NEAR ) :* & | <-> \\ \x00 c"d(')
    assert set(query.fts5) <= set('abcdenorNOAD1 "*')
    assert set(query.tsquery) <= set("abcdenor1'&<->() ")


def test_what_was_found_is_marked_where_it_stands():
    text = "In Zürich the WATERWAYS are clean."
    found = [text[a:b] for a, b in hits(text, parse("zurich water", typing=True))]
    assert found == ["Zürich", "WATERWAYS"]


def test_a_phrase_is_marked_as_one():
    text = "Clean rivers, clean water."
    assert [text[a:b] for a, b in hits(text, parse('"clean water"'))] == ["clean water"]


def test_an_excerpt_begins_near_the_first_hit():
    pieces = excerpt("one two three " * 40 + "water ends " + "and so on " * 40, parse("water"))
    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_hit] == ["water"]
    assert shown.startswith("…") and shown.endswith("…") and len(shown) < 230


def test_an_excerpt_is_one_line_and_says_all_of_a_short_text():
    pieces = excerpt("Clean\nwater", parse("water"))
    assert [(p.text, p.is_hit) for p in pieces] == [("Clean ", False), ("water", True)]


def test_an_excerpt_is_without_the_signs_of_layout():
    text = "## Aim\n- **Objective:** clean _water_\n> 2 - 1 * 1 is 2**0, *snake__case*"
    pieces = excerpt(text, parse("water"))
    assert "".join(p.text for p in pieces) == (
        "Aim Objective: clean water 2 - 1 * 1 is 2**0, snake__case"
    )
    assert [p.text for p in pieces if p.is_hit] == ["water"]
