"""The library is searched alike on every database: the same hits, and the same ones first.

expected.json was recorded once and read; each database is held to it, and so to the other one.
After a change of the corpus or of the ranking: `RECORD_LIBRARY=1 pytest` this file.
"""

import json
import os

import pytest
from django_countries import countries

from polylogue.followup.library import finding, listing
from polylogue.followup.library.wanted import Wanted
from polylogue.followup.models import Listing, Practice
from polylogue.people.models import Sector
from polylogue.search.words import tokens
from tests.followup import practices
from tests.followup.library import shelf
from tests.support import cast

EXPECTED = shelf.HERE / "expected.json"
TOP = 10


@pytest.fixture
def found(dialogue, eve):
    """What eve, who is outside, finds by a query, as keys."""
    keys = shelf.put_all(dialogue)
    leaves = finding.leaves(Practice.objects.visible_to(eve))
    return lambda q: [keys[leaf.practice] for leaf in finding.find(Wanted(q=q).query, leaves)]


def test_both_databases_find_the_same_and_put_the_same_first(found):
    now = {query: found(query) for query in shelf.QUERIES}
    if os.environ.get("RECORD_LIBRARY") == "1":
        lines = [f" {json.dumps(q, ensure_ascii=False)}: {json.dumps(h)}" for q, h in now.items()]
        EXPECTED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    expected = json.loads(EXPECTED.read_text())
    assert len(shelf.CORPUS) >= 60 and len(expected) >= 40
    for query, hits in expected.items():
        assert set(now[query]) == set(hits), query
        same = set(now[query][:TOP]) & set(hits[:TOP])
        assert len(same) >= min(8, len(hits)), query


def test_the_index_finds_what_a_reader_of_all_texts_would(found):
    for query in shelf.QUERIES:
        assert set(found(query)) == {said["key"] for said in shelf.CORPUS if _reads(said, query)}, (
            query
        )


def test_a_word_of_the_title_counts_more_than_one_of_the_text(dialogue, eve):
    text = shelf.put(dialogue, title="A square", what_was_done="A fountain was built. " * 3)
    title = shelf.put(dialogue, title="The fountain", what_was_done="It was built.")
    topic = shelf.put(dialogue, title="A park", topics=["Fountain"])
    leaves = finding.leaves(Practice.objects.visible_to(eve))
    found = finding.find(Wanted(q="fountain").query, leaves)
    assert [leaf.practice for leaf in found] == [title.pk, topic.pk, text.pk]
    newest = finding.find(Wanted(q="fountain").query, leaves, by_time=True)
    assert [leaf.practice for leaf in newest] == [topic.pk, title.pk, text.pk]


def test_no_phrase_is_found_across_two_parts(dialogue, eve):
    shelf.put(dialogue, title="Slow streets", topics=["Green roofs"], what_was_done="Trees")
    leaves = finding.leaves(Practice.objects.visible_to(eve))
    assert not finding.find(Wanted(q='"streets green"').query, leaves)
    assert finding.find(Wanted(q='"green roofs" trees').query, leaves)


def test_signs_of_query_languages_mean_nothing(found):
    for q in ("'\"*:&|!()<->", "@", " @ ", "a" * 300, "NOT OR AND", "NEAR(", "x' OR 1=1 --"):
        assert len(found(q)) in {0, len(shelf.CORPUS)}, q


def test_what_cannot_be_shown_cannot_be_found(dialogue, eve):
    said = {"title": "Composting", "city": "Accra", "country": "GH", "contact": "Ama Mensah"}
    shelf.put(dialogue, **said, naming="hidden")
    (row,) = Listing.objects.filter(is_inside=False)
    assert set(tokens(row.words)) == {"composting"}
    assert (row.country.code or "") == ""
    shelf.put(dialogue, **said, naming="city")
    row = Listing.objects.filter(is_inside=False).order_by("pk")[1]
    assert set(tokens(row.words)) == {"composting", "accra", "ghana"}


def test_the_index_says_what_would_be_made_anew(dialogue, ada, plenary, cleo):
    seq = cast.post(plenary, cleo, "We painted the street.").seq
    practices.pin(plenary, ada, seq, visibility="network")
    shelf.put_all(dialogue)
    for practice in Practice.objects.all():
        rows = {row.is_inside: row.words for row in practice.listings.all()}
        assert rows == {s.is_inside: listing.words_of(s) for s in listing.sides(practice)}


def _reads(said, query):
    """Whether somebody who reads everything would say that the query is in it."""
    is_hidden = said["naming"] == "hidden"
    place = f"{said['city']}, {countries.name(said['country'])}"
    about = [] if is_hidden else [place]
    parts = [said["title"], *said["topics"], *about, said["what_was_done"], said["results"]]
    read = [tokens(part) for part in [*parts, str(Sector(said["sector"]).label)]]
    return all(_is_in(term, read) for term in Wanted(q=query).query.terms)


def _is_in(term, parts):
    size = len(term.phrase)
    for words in parts:
        for at in range(len(words) - size + 1):
            *before, last = words[at : at + size]
            fits = last.startswith(term.phrase[-1]) if term.prefix else last == term.phrase[-1]
            if fits and tuple(before) == term.phrase[:-1]:
                return True
    return False
