"""Project ideas: made of cards, seen with their board, written in editions, forgotten with their card."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from polylogue.followup.ideas import writing
from polylogue.followup.models import Idea, IdeaEdition
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.search.models import Passage
from tests.followup import practices
from tests.support import cast
from tests.support.doors import press
from tests.whiteboard import scenes, taking

FIELDS = {"title": "Trams for all", "owner": "Cleo Marin", "problem": "Cars everywhere."}


@pytest.fixture
def planned(plenary, ben):
    return scenes.opened(plenary, ben)


@pytest.fixture
def card(planned, cleo) -> str:
    said = {"title": "Trams", "challenge": "Cars.", "goal": "Fewer of them", "who": "Cleo"}
    return scenes.put(planned, cleo, "card", fields=said, lane="lane-1")


def make(board, by, card, **fields) -> Idea:
    act = lambda part: writing.make(part, board.pk, card, fields=FIELDS | fields)  # noqa: E731
    pk = practices.as_(board.room.dialogue, by, act)
    return Idea.objects.select_related("dialogue", "board").get(pk=pk)


def change(idea, by, *, seen=None, **fields) -> None:
    idea.dialogue.stream.refresh_from_db()
    seen = idea.dialogue.stream.head if seen is None else seen
    act = lambda part: writing.change(idea.pk, part, fields=FIELDS | fields, seen=seen)  # noqa: E731
    practices.as_(idea.dialogue, by, act)


def url(name, board, *more) -> str:
    return reverse(f"ideas:{name}", args=[board.room.dialogue.slug, *more])


def text(idea) -> IdeaEdition:
    idea.refresh_from_db()
    return IdeaEdition.objects.get(idea=idea, number=idea.edition)


# ---- making ------------------------------------------------------------------------------------


def test_a_card_becomes_an_idea_that_begins_with_its_words(planned, card, sign_in, cleo):
    client, where = sign_in(cleo), url("make", planned, planned.pk, card)
    initial = client.get(where).context["form"].initial
    assert {name: words for name, words in initial.items() if words} == {
        "title": "Trams", "problem": "Cars.", "objective": "Fewer of them", "owner": "Cleo",
        "city": "Lyon",
    }  # fmt: skip
    answer = press(client, where, **initial)
    idea = Idea.objects.get()
    assert answer.status_code == 302 and answer.url == idea.get_absolute_url()
    assert (idea.piece, idea.made_by_id, text(idea).objective) == (card, cleo.pk, "Fewer of them")


def test_whoever_makes_it_the_city_is_that_of_whose_card_it_is(planned, card, sign_in, ben, cleo):
    form = sign_in(ben).get(url("make", planned, planned.pk, card)).context["form"]
    assert form.initial["city"] == cleo.city != ben.city


def test_idea_and_card_lead_to_one_another_and_to_what_is_behind(planned, plenary, sign_in, dov):
    seq = cast.post(plenary, dov, "We need trams.").seq
    card = taking.put(planned, dov, "message", taking.place(plenary, seq))
    idea = make(planned, dov, card)
    page = sign_in(dov).get(idea.get_absolute_url()).content.decode()
    assert f"{planned.get_absolute_url()}#{card}" in page
    assert reverse("chat:message", args=[plenary.dialogue.slug, plenary.pk, seq]) in page
    piece = reverse("whiteboard:piece", args=[plenary.dialogue.slug, planned.pk, card])
    for where in (planned.get_absolute_url(), piece):
        assert idea.get_absolute_url() in sign_in(dov).get(where).content.decode()


def test_of_each_card_there_is_one_idea(planned, card, sign_in, cleo, mia):
    idea = make(planned, cleo, card)
    with pytest.raises(Invalid):
        make(planned, mia, card)
    answer = sign_in(mia).get(url("make", planned, planned.pk, card))
    assert answer.url == idea.get_absolute_url()


def test_the_crew_and_the_author_of_the_card_make_it_and_nobody_else(
    planned, card, dialogue, sign_in, cleo, dov, mia, eve
):
    where = url("make", planned, planned.pk, card)
    assert [sign_in(one).get(where).status_code for one in (cleo, mia, dov, eve)] == [
        200, 200, 403, 404,
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        make(planned, dov, card)
    page = reverse("whiteboard:piece", args=[dialogue.slug, planned.pk, card])
    assert where in sign_in(cleo).get(page).content.decode()
    assert where not in sign_in(dov).get(page).content.decode()


def test_what_is_private_no_card_or_gone_becomes_no_idea(planned, card, ben, cleo):
    note = scenes.note(planned, cleo)
    scenes.do(planned, ben, "set_rules", is_private=True)
    private = scenes.put(planned, cleo, "card", fields={"title": "Mine"})
    scenes.do(planned, cleo, "delete_pieces", pieces=[card])
    for one in (note, private, card, "none-such"):
        with pytest.raises(NotFound):
            make(planned, cleo, one)


def test_an_idea_without_a_title_is_refused_and_the_form_keeps_the_rest(
    planned, card, sign_in, cleo
):
    where = url("make", planned, planned.pk, card)
    answer = press(sign_in(cleo), where, title=" ", problem="Cars everywhere", seen=0)
    assert answer.status_code == 422 and "Cars everywhere" in answer.content.decode()
    assert not Idea.objects.exists()


# ---- seeing ------------------------------------------------------------------------------------


def test_whoever_can_follow_the_board_sees_the_idea_and_nobody_else(
    side_room, sign_in, ada, ben, cleo, dov, eve
):
    board = scenes.opened(side_room, ben)
    card = scenes.put(board, cleo, "card", fields={"title": "Trams"})
    idea = make(board, cleo, card)
    taking.lead_out(dov, side_room)
    for person, status in ((cleo, 200), (ben, 200), (dov, 404), (eve, 404)):
        client = sign_in(person)
        for name in ("show", "editions"):
            assert client.get(url(name, board, idea.pk)).status_code == status
    assert "Trams for all" in sign_in(cleo).get(url("all", board)).content.decode()
    assert "Trams for all" not in sign_in(dov).get(url("all", board)).content.decode()
    found = reverse("search:find", args=[side_room.dialogue.slug])
    where = idea.get_absolute_url()
    assert where in sign_in(cleo).get(found, {"q": "everywhere"}).content.decode()
    assert where not in sign_in(dov).get(found, {"q": "everywhere"}).content.decode()


def test_no_entry_holds_a_word_of_it(planned, card, cleo):
    idea = make(planned, cleo, card)
    change(idea, cleo, problem="Far too many cars.")
    told = Entry.objects.filter(kind__startswith="followup.idea")
    assert [(e.kind, e.audience) for e in told.order_by("pk")].count(
        ("followup.idea_written", "crew")
    ) == 2
    assert "rams" not in str(list(told.values_list("data", flat=True)))


def test_the_table_is_for_the_crew_and_no_cell_is_a_formula(planned, card, sign_in, cleo, mia):
    make(planned, cleo, card, problem='=HYPERLINK("http://x")')
    assert sign_in(cleo).get(url("table", planned)).status_code == 403
    answer = sign_in(mia).get(url("table", planned)).content.decode("utf-8-sig")
    head, line = csv.reader(io.StringIO(answer))
    assert dict(zip(head, line, strict=True))["Problem"] == '\'=HYPERLINK("http://x")'


# ---- writing -----------------------------------------------------------------------------------


def test_each_change_is_an_edition_with_who_and_when(planned, card, sign_in, cleo, mia):
    idea = make(planned, cleo, card)
    change(idea, mia, problem="Too many cars.")
    change(idea, mia, problem="Too many cars.")
    said = IdeaEdition.objects.filter(idea=idea).values_list("number", "written_by", "problem")
    assert list(said) == [(1, cleo.pk, "Cars everywhere."), (2, mia.pk, "Too many cars.")]
    page = sign_in(cleo).get(url("editions", planned, idea.pk)).content.decode()
    assert "Cars everywhere." in page and "Mia Kovač" in page


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(
    planned, card, sign_in, cleo, mia
):
    idea = make(planned, cleo, card)
    where = url("edit", planned, idea.pk)
    form = sign_in(cleo).get(where).context["form"].initial
    change(idea, mia, problem="Too many cars.")
    answer = press(sign_in(cleo), where, **form | {"problem": "Cars, cars."})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Too many cars." in page and "Cars, cars." in page
    assert text(idea).problem == "Too many cars."


def test_others_than_its_people_do_not_write_it(planned, card, sign_in, cleo, dov):
    idea = make(planned, cleo, card)
    assert sign_in(dov).get(url("edit", planned, idea.pk)).status_code == 403
    with pytest.raises(NotAllowed):
        change(idea, dov, problem="Mine now")


def test_an_idea_stays_when_its_card_is_deleted(planned, card, sign_in, cleo):
    idea = make(planned, cleo, card)
    scenes.do(planned, cleo, "delete_pieces", pieces=[card])
    page = sign_in(cleo).get(idea.get_absolute_url()).content.decode()
    assert "A card that was deleted" in page and "Cars everywhere" in page


# ---- forgetting --------------------------------------------------------------------------------


def test_what_is_forgotten_for_good_goes_out_of_every_edition_and_the_index(
    planned, plenary, sign_in, ada, cleo, dov
):
    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
    said = "Iris from the north office pays for the whole of it. " * 3
    seq = cast.post(plenary, dov, said).seq
    begun = {"title": "Trams", "challenge": said.strip()}
    card = taking.put(planned, cleo, "message", taking.place(plenary, seq), written=begun)
    idea = make(planned, cleo, card, problem=f"Cars. {said}", risks="None.")
    change(idea, cleo, problem=f"Cars! {said} And trees.", risks="Some.")
    sign_in(cleo).get(reverse("search:find", args=[plenary.dialogue.slug]), {"q": "Iris"})
    practices.redact(plenary, ada, seq)
    taking.do_what_is_due()
    editions = IdeaEdition.objects.filter(idea=idea)
    assert not any("Iris" in one.problem for one in editions)
    assert [one.risks for one in editions] == ["None.", "Some."]
    assert text(idea).problem.startswith("Cars!") and "And trees." in text(idea).problem
    words = Passage.objects.get(kind="idea", seq=idea.written_seq).words
    assert "iris" not in words and "trees" in words
