"""The library page: what one may see, by filters that say no more than the page does."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django_countries import countries

from polylogue.followup.library.regions import COUNTRIES, REGION_OF, REGIONS, regions_of
from polylogue.followup.library.results import PAGE, Library
from polylogue.followup.library.wanted import Wanted
from polylogue.followup.models import Listing
from tests.dialogues.pages import words
from tests.followup import practices
from tests.followup.library import shelf
from tests.support import cast

LIBRARY = reverse("library:browse")


@pytest.fixture
def few(dialogue):
    return {
        "lyon": shelf.put(dialogue, title="Painted streets", city="Lyon", country="FR", sector="administration", topics=["Safe streets"]),
        "leeds": shelf.put(dialogue, title="Walking buses", city="Leeds", country="GB", sector="business", topics=["safe  STREETS", "Schools"]),
        "lagos": shelf.put(dialogue, title="Bus lanes", city="Lagos", country="NG", topics=["Transport"], open_to="public"),
        "accra": shelf.put(dialogue, title="Market compost", city="Accra", country="GH", naming="hidden", topics=["Waste"]),
        "inside": shelf.put(dialogue, title="Quiet nights", city="Lyon", country="FR", open_to="dialogue"),
    }  # fmt: skip


def look(client, **asked):
    return client.get(LIBRARY, asked)


def titles(page):
    return {hit.shown.title for hit in page.context["hits"]}


def counts(page):
    """Each filter with its values and how many they leave."""
    return {
        facet.name: {str(choice.label): choice.count for choice in facet.choices}
        for facet in page.context["facets"]
    }


def test_everybody_sees_as_far_as_the_authors_opened_it(few, client, sign_in, eve, cleo):
    assert titles(look(client)) == {"Bus lanes"}
    beyond = {"Painted streets", "Walking buses", "Bus lanes", "Market compost"}
    assert titles(look(sign_in(eve))) == beyond
    assert titles(look(sign_in(cleo))) == beyond | {"Quiet nights"}


def test_the_newest_stand_first(few, sign_in, eve):
    shown = [hit.shown.title for hit in look(sign_in(eve)).context["hits"]]
    assert shown == ["Market compost", "Bus lanes", "Walking buses", "Painted streets"]


def test_filters_tell_how_many_they_leave_and_work_together(few, sign_in, eve):
    client = sign_in(eve)
    page = look(client)
    assert counts(page) == {
        "topic": {"Safe streets": 2, "Schools": 1, "Transport": 1, "Waste": 1},
        "region": {"Africa": 1, "Europe": 2},
        "country": {"France": 1, "Nigeria": 1, "United Kingdom": 1},
        "sector": {"Administration": 1, "Business": 1},
    }
    page = look(client, topic="safe streets", region="europe")
    assert titles(page) == {"Painted streets", "Walking buses"}
    assert counts(page)["region"] == {"Europe": 2, "Northern Europe": 1, "Western Europe": 1}
    assert counts(page)["country"] == {"France": 1, "United Kingdom": 1}
    assert counts(page)["topic"] == {"Safe streets": 2, "Schools": 1}
    assert titles(look(client, region="northern-europe", sector="business")) == {"Walking buses"}
    assert titles(look(client, country="FR", sector="business")) == set()


def test_a_filter_is_a_link_that_leads_where_it_says(few, sign_in, eve):
    client = sign_in(eve)
    for facet in look(client, q="s").context["facets"]:
        for choice in facet.choices:
            assert client.get(LIBRARY + choice.link).context["library"].count == choice.count
    (chosen,) = look(client, country="FR").context["chosen"]
    assert str(chosen.label) == "France"
    assert client.get(LIBRARY + chosen.link).context["library"].count == 4


def test_no_filter_tells_what_the_page_withholds(few, sign_in, eve, cleo):
    page = look(sign_in(eve), topic="waste")
    assert titles(page) == {"Market compost"}
    assert "region" not in counts(page) and "country" not in counts(page)
    assert "Ghana" not in words(page) and "Accra" not in words(page)
    for asked in (
        {"country": "GH"},
        {"region": "western-africa", "topic": "waste"},
        {"q": "accra"},
    ):
        assert titles(look(sign_in(eve), **asked)) == set()


def test_a_dialogue_is_a_filter_for_those_who_take_part(few, dialogue, ada, sign_in, eve, cleo):
    elsewhere = cast.dialogue(by=ada, title="Elsewhere")
    shelf.put(elsewhere, title="Night trams")
    assert counts(look(sign_in(cleo)))["dialogue"] == {"Water and cities": 5}
    assert len(titles(look(sign_in(cleo), dialogue=dialogue.slug))) == 5
    assert "Water and cities" not in words(look(sign_in(eve)))
    assert look(sign_in(eve), dialogue=dialogue.slug).context["library"].count == 5
    assert look(sign_in(eve), dialogue="never-was").context["library"].count == 5


def test_words_are_marked_where_they_were_found(few, dialogue, sign_in, eve):
    long = "Much came before. " * 30 + "Then the fountain was built."
    shelf.put(
        dialogue, title="A square <b>", city="Fountain Hills", country="US", what_was_done=long
    )
    page = look(sign_in(eve), q="fountain ").content.decode()
    assert "<mark>Fountain</mark> Hills" in page
    assert re.search(r"…[^…]*Then the <mark>fountain</mark> was built\.", page)
    assert "A square &lt;b&gt;" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 500},
        {"q": "\x00'\"*:&|!()<->"},
        {"region": "atlantis"},
        {"country": "XX"},
        {"country": "france"},
        {"country": "²"},
        {"country": "9" * 5000},
        {"sector": "magic"},
        {"sort": "random"},
        {"page": "-1"},
        {"page": "99999"},
        {"page": "１"},
        {"topic": "\x00"},
    ],
)
def test_nonsense_breaks_nothing(few, sign_in, eve, asked):
    assert look(sign_in(eve), **asked).status_code == 200


def test_a_long_list_has_pages(dialogue, sign_in, eve):
    shelf.put_all(dialogue)
    client = sign_in(eve)
    seen, link = [], "?sort=newest"
    while link:
        library = client.get(LIBRARY + link).context["library"]
        hits = [hit.shown.practice.pk for hit in library.hits()]
        assert len(hits) <= PAGE
        seen += hits
        link = library.further
    assert len(seen) == len(set(seen)) == len(shelf.CORPUS)


def test_while_somebody_types_only_what_was_found_is_sent(few, sign_in, eve):
    answer = sign_in(eve).get(LIBRARY, {"q": "pain"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page and "<mark>Painted</mark> streets" in page


def test_an_empty_library_says_so(db, client):
    assert "Nothing stands here yet" in words(look(client))


def test_what_is_withdrawn_or_unpinned_is_gone_at_once(plenary, ada, cleo, sign_in, eve):
    practice = practices.pin(plenary, ada, cast.post(plenary, cleo).seq, visibility="network")
    client = sign_in(eve)
    assert titles(look(client)) == set()
    practices.give(practice, cleo)
    assert titles(look(client, q="painted", country="FR")) == {"30 km/h in the centre"}
    practices.change(practice, ada, title="Another title")
    assert titles(look(client)) == {"30 km/h in the centre"}
    assert titles(look(client, q="another")) == set()
    assert titles(look(sign_in(cleo), q="another")) == {"Another title"}
    practices.withdraw(practice, cleo)
    assert titles(look(client)) == set()
    assert not Listing.objects.filter(is_inside=False).exists()
    practices.unpin(practice, ada)
    assert not Listing.objects.exists()


def test_words_that_were_removed_for_good_are_not_in_the_index(plenary, ada, cleo, eve):
    seq = cast.post(plenary, cleo, "The secret cistern below the square").seq
    text = {"what_was_done": "The secret cistern below the square"}
    practice = practices.pin(plenary, ada, seq, visibility="public", **text)
    practices.give(practice, cleo)
    assert Library(eve, Wanted(q="cistern")).count == 1
    practices.redact(plenary, ada, seq)
    assert not Listing.objects.filter(words__contains="cistern").exists()
    assert Library(AnonymousUser(), Wanted()).count == 0


def test_a_stale_row_shows_nothing(few, eve):
    """Even if something forgot to renew the index, no other edition than that of the row is shown."""
    Listing.objects.filter(practice=few["lyon"]).update(edition=7)
    library = Library(eve, Wanted(q="painted"))
    assert library.count == 1 and library.hits() == []


def test_every_country_lies_in_one_region():
    listed = [code for codes in COUNTRIES.values() for code in codes.split()]
    assert len(listed) == len(set(listed))
    assert {code for code, _name in countries} - {"AQ"} <= set(listed)
    assert all(REGIONS[region].within for region in REGION_OF.values())
    assert regions_of("DE") == ("europe", "western-europe")
    assert regions_of("AQ") == regions_of("") == ()
