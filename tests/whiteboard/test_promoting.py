"""What was said elsewhere becomes a card: what may go where, who may see the thread, what is forgotten."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from chat.models import Message
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import reading
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.promotions.models import Promotion
from tests.breakout.challenges import cases
from tests.breakout.harvest import scenes as harvest
from tests.followup import practices
from tests.support import cast
from tests.whiteboard import scenes, taking
from whiteboard.models import Piece
from whiteboard.promoting.refusals import BoardIsPrivate, IsThereAlready, StaysInItsRoom
from whiteboard.refusals import WrongPhase

SAID = (
    "We planted two hundred trees along the river. The neighbours water them, street by street, "
    "and each street has a day of the week."
)


@pytest.fixture
def said(plenary, dov) -> int:
    return cast.post(plenary, dov, SAID).seq


@pytest.fixture
def source(plenary, said) -> str:
    return taking.place(plenary, said)


def everything(board) -> str:
    """All that is kept of a board, as text."""
    shown = reading.shown(Entry.objects.filter(stream=board.stream_id))
    pieces = list(board.pieces.values_list("fields", flat=True))
    steps = list(board.steps.values_list("inverse", flat=True))
    return json.dumps([shown, pieces, steps], ensure_ascii=False)


# ---- putting -----------------------------------------------------------------------------------


def test_a_message_becomes_a_card_with_its_words_sorted_into_fields(planned, sign_in, cleo, source):
    begun = taking.begun(sign_in(cleo), planned, "message", source)
    assert begun["title"] == "We planted two hundred trees along the river."
    assert begun["challenge"] == SAID


def test_what_was_taken_over_and_what_was_added_are_entries_of_their_own(planned, cleo, source):
    written = {"title": "Trees", "challenge": f"In Haifa: {SAID}", "goal": "Shade"}
    name = taking.put(planned, cleo, "message", source, written=written)
    card = scenes.row(planned, name)
    assert (card.fields, card.lane, card.by_id) == (written, "lane-1", cleo.pk)
    made = Entry.objects.get(stream=planned.stream_id, seq=card.made).data
    assert made["fields"] == {"challenge": SAID}
    edits = Entry.objects.filter(stream=planned.stream_id, kind="board.text_edited")
    assert {e.data["field"]: e.data["op"] for e in edits} == {
        "title": ["Trees"], "challenge": ["In Haifa: "], "goal": ["Shade"],
    }  # fmt: skip


def test_what_was_offered_and_left_out_is_nowhere_on_the_board(planned, cleo, source):
    written = {"title": "Trees", "challenge": "We planted two hundred trees along the river."}
    taking.put(planned, cleo, "message", source, written=written)
    assert "neighbours" not in everything(planned)


def test_it_is_done_once_for_its_key(planned, sign_in, cleo, source):
    client, key = sign_in(cleo), cast.new_key()
    for _ in range(2):
        answer = taking.send(client, planned, "message", source, key)
        assert answer.status_code == 302
    name = Promotion.objects.get().piece
    assert answer.url == f"{planned.get_absolute_url()}#{name}"
    assert Piece.objects.filter(board=planned, kind="card").count() == 1


def test_the_same_message_twice_is_refused_and_leads_to_the_first_card(
    planned, sign_in, cleo, mia, source
):
    name = taking.put(planned, cleo, "message", source)
    head = scenes.head(planned)
    answer = taking.send(sign_in(mia), planned, "message", source)
    assert answer.status_code == 409 and scenes.head(planned) == head
    assert f"{planned.get_absolute_url()}#{name}" in answer.content.decode()
    page = sign_in(mia).get(taking.url(planned.room.dialogue, "message", source))
    assert f"{planned.get_absolute_url()}#{name}" in page.content.decode()
    with pytest.raises(IsThereAlready):
        taking.put(planned, mia, "message", source)


def test_what_was_deleted_from_the_board_may_come_anew(planned, cleo, source):
    first = taking.put(planned, cleo, "message", source)
    scenes.do(planned, cleo, "delete_pieces", pieces=[first])
    second = taking.put(planned, cleo, "message", source)
    assert scenes.row(planned, second).deleted_by_id is None


def test_the_board_decides_who_may_put_something_there(
    planned, dialogue, ben, cleo, eve, source, sign_in
):
    olga = cast.person("olga")
    cast.enrol(dialogue, olga, "observer")
    with pytest.raises(NotAllowed):
        taking.put(planned, olga, "message", source)
    assert sign_in(eve).get(taking.url(dialogue, "message", source)).status_code == 404
    scenes.do(planned, ben, "set_phase", phase="vote")
    with pytest.raises(WrongPhase):
        taking.put(planned, cleo, "message", source)
    assert taking.offered(sign_in(cleo), dialogue, "message", source) == []


def test_a_board_in_private_mode_takes_nothing_from_elsewhere(planned, ben, cleo, source):
    scenes.do(planned, ben, "set_rules", is_private=True)
    with pytest.raises(BoardIsPrivate):
        taking.put(planned, cleo, "message", source)


def test_an_empty_card_is_refused_and_what_was_written_stands_in_the_form(
    planned, sign_in, ben, cleo, source
):
    with pytest.raises(Invalid):
        taking.put(planned, cleo, "message", source, written={"title": "  "})
    scenes.do(planned, ben, "set_phase", phase="closed")
    answer = taking.send(sign_in(cleo), planned, "message", source, **{"field-goal": "Much shade"})
    assert answer.status_code == 409 and "Much shade</textarea>" in answer.content.decode()


@pytest.mark.parametrize("place", ["1", "1-", "0-0", "x-1", "99999-1"])
def test_a_place_that_makes_no_sense_is_not_found(planned, sign_in, cleo, place):
    assert sign_in(cleo).get(taking.url(planned.room.dialogue, "message", place)).status_code == 404


# ---- the rule of the room ----------------------------------------------------------------------


def test_what_stays_in_a_room_goes_to_its_own_board_alone(
    planned, dialogue, side_room, sign_in, ada, ben, cleo
):
    beside = scenes.opened(side_room, ben, title="Beside")
    seq = cast.post(side_room, cleo, "Between us.").seq
    place = taking.place(side_room, seq)
    assert taking.offered(sign_in(cleo), dialogue, "message", place) == ["Beside"]
    with pytest.raises(StaysInItsRoom):
        taking.put(planned, cleo, "message", place)
    assert scenes.row(beside, taking.put(beside, cleo, "message", place)).fields


@pytest.mark.parametrize(
    ("rule", "author"),
    [("unattributed", ""), ("by_city", "Haifa"), ("public", "Dov Peretz, Haifa")],
)
def test_elsewhere_its_author_is_named_as_the_rule_of_their_room_says(
    planned, side_room, ada, cleo, dov, rule, author
):
    cast.set_rule(side_room, ada, rule)
    seq = cast.post(side_room, dov, "Ask @Cleo Marin about trees.").seq
    name = taking.put(planned, cleo, "message", taking.place(side_room, seq))
    assert taking.trace(planned, cleo, name).author == author


def test_on_a_board_of_the_same_room_the_author_is_named(planned, cleo, source):
    name = taking.put(planned, cleo, "message", source)
    assert taking.trace(planned, cleo, name).author == "Dov Peretz"


def test_whom_a_message_speaks_to_is_not_named_elsewhere(
    planned, side_room, sign_in, ada, ben, cleo, dov
):
    beside = scenes.opened(side_room, ben)
    cast.set_rule(side_room, ada, "by_city")
    seq = cast.post(side_room, dov, "Ask @Cleo Marin about trees.").seq
    place = taking.place(side_room, seq)
    assert taking.begun(sign_in(cleo), planned, "message", place)["title"] == "Ask … about trees."
    assert "@Cleo Marin" in taking.begun(sign_in(cleo), beside, "message", place)["title"]


def test_the_rule_is_the_one_that_held_when_it_was_said(planned, side_room, ada, cleo, dov):
    seq = cast.post(side_room, dov, "Between us.").seq
    cast.set_rule(side_room, ada, "public")
    with pytest.raises(StaysInItsRoom):
        taking.put(planned, cleo, "message", taking.place(side_room, seq))


# ---- the thread --------------------------------------------------------------------------------


def test_whoever_has_the_room_open_gets_the_message_again_with_its_mark(
    planned, plenary, cleo, said, source
):
    taking.put(planned, cleo, "message", source)
    (told,) = reading.shown(Entry.objects.filter(kind="chat.message_promoted"))
    promotion = Promotion.objects.get().pk
    assert told["data"]["message"] == said and told["data"]["text"] == SAID
    assert told["data"]["promoted"] == {"promotion": promotion}


def test_no_entry_of_the_thread_holds_a_word_or_a_place(planned, cleo, source):
    taking.put(planned, cleo, "message", source)
    told = Entry.objects.get(kind="board.piece_promoted").data
    assert told.keys() == {"key", "piece", "source", "promotion"}
    assert told["source"] == "message"


def test_the_mark_leads_whoever_follows_the_board_to_the_card_and_nobody_else(
    planned, side_room, sign_in, ada, ben, cleo, dov, eve
):
    beside = scenes.opened(side_room, ben)
    room = cast.add_room(side_room.dialogue, ada, "Third room")
    cast.set_rule(side_room, ada, "public")
    other = scenes.opened(room, ben)
    place = taking.place(side_room, cast.post(side_room, dov, "Trees").seq)
    name = taking.put(other, ben, "message", place)
    went = taking.last().get_absolute_url()
    assert sign_in(ben).get(went).url == f"{other.get_absolute_url()}#{name}"
    taking.lead_out(cleo, room)
    assert sign_in(cleo).get(went).status_code == 404
    assert "Trees" not in sign_in(cleo).get(went).content.decode()
    assert sign_in(eve).get(went).status_code == 404
    assert beside.pieces.filter(kind="card").count() == 0


def test_the_card_links_back_for_those_alone_who_can_follow_its_room(
    planned, side_room, sign_in, ada, ben, cleo, dov
):
    cast.set_rule(side_room, ada, "by_city")
    seq = cast.post(side_room, dov, "Trees").seq
    name = taking.put(planned, ben, "message", taking.place(side_room, seq))
    back = reverse("chat:message", args=[side_room.dialogue.slug, side_room.pk, seq])
    taking.lead_out(cleo, side_room)
    for person, sees in ((ben, True), (cleo, False)):
        for page in (planned.get_absolute_url(), piece_url(planned, name)):
            shown = sign_in(person).get(page).content.decode()
            assert (back in shown) == sees and "A message" in shown and "Haifa" in shown


def piece_url(board, name) -> str:
    return reverse("whiteboard:piece", args=[board.room.dialogue.slug, board.pk, name])


def test_a_source_that_was_deleted_is_gone_and_the_card_keeps_its_words(
    planned, plenary, sign_in, cleo, dov, said, source
):
    name = taking.put(planned, cleo, "message", source, written={"title": "t", "challenge": SAID})
    cast.do(plenary, dov, "chat.delete_message", message=said)
    trace = taking.trace(planned, cleo, name)
    assert (trace.is_gone, trace.author, trace.url) == (True, "", "")
    assert scenes.row(planned, name).fields["challenge"] == SAID
    assert "not there any more" in sign_in(cleo).get(piece_url(planned, name)).content.decode()
    with pytest.raises(NotFound):
        taking.put(planned, cleo, "message", source)


# ---- forgetting --------------------------------------------------------------------------------


@pytest.fixture
def system(db) -> None:
    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})


def test_to_forget_a_message_for_good_forgets_what_was_taken_over_of_it(
    system, planned, plenary, ada, cleo, mia, said, source
):
    written = {"title": "Shade for all", "challenge": f"In Haifa: {SAID} Let us ask them."}
    name = taking.put(planned, cleo, "message", source, written=written)
    scenes.write(planned, mia, name, "Dear all. ", field="challenge")
    practices.redact(plenary, ada, said)
    taking.do_what_is_due()
    kept = scenes.row(planned, name).fields
    assert kept["title"] == "Shade for all"
    assert kept["challenge"] == "Dear all. In Haifa:  Let us ask them."
    assert not any(word in everything(planned) for word in ("planted", "neighbours", "water"))
    assert taking.trace(planned, cleo, name).is_gone
    assert Message.objects.get(stream=plenary.stream_id, seq=said).text == ""


def test_what_the_promoter_wrote_themselves_is_not_forgotten(
    system, planned, plenary, ada, cleo, said, source
):
    written = {"title": "Shade", "goal": "The trees stand along each river of the city."}
    name = taking.put(planned, cleo, "message", source, written=written)
    practices.redact(plenary, ada, said)
    taking.do_what_is_due()
    assert scenes.row(planned, name).fields == written


# ---- harvests, challenges, good practices --------------------------------------------------------


def test_a_line_of_a_harvest_that_is_handed_in_goes_anywhere_and_its_board_shows_where(
    planned, dialogue, sign_in, ben, cleo, dov
):
    round = harvest.opened(dialogue, ben, cleo, dov)
    room = harvest.room(round)
    harvest.write(room, cleo, "Rents rise first where the trams come.")
    harvest.hand_in(room, cleo)
    place = f"{room.pk}-insight"
    board = reverse("harvest:board", args=[dialogue.slug, round.pk])
    assert taking.url(dialogue, "harvest", place) in sign_in(dov).get(board).content.decode()
    name = taking.put(planned, dov, "harvest", place)
    assert f"{planned.get_absolute_url()}#{name}" in sign_in(dov).get(board).content.decode()
    assert Entry.objects.get(kind="harvest.line_promoted").stream_id == dialogue.stream_id
    trace = taking.trace(planned, dov, name)
    assert trace.url == f"{board}#group-{room.group.pk}" and trace.author == room.group.title


def test_a_line_that_is_not_handed_in_stays_in_its_group(planned, dialogue, ben, cleo, dov, mia):
    round = harvest.opened(dialogue, ben, cleo)
    room = harvest.room(round)
    harvest.write(room, cleo, "Rents rise first.")
    place = f"{room.pk}-insight"
    with pytest.raises(StaysInItsRoom):
        taking.put(planned, cleo, "harvest", place)
    with pytest.raises(NotFound):
        taking.put(planned, dov, "harvest", place)
    own = scenes.opened(room, ben)
    taking.put(own, cleo, "harvest", place)
    assert Entry.objects.get(kind="harvest.line_promoted").stream_id == room.stream_id


def test_a_harvest_that_is_taken_back_is_no_source_any_more(planned, dialogue, ben, cleo, dov):
    round = harvest.opened(dialogue, ben, cleo)
    room = harvest.room(round)
    harvest.write(room, cleo, "Rents rise first.")
    harvest.hand_in(room, cleo)
    name = taking.put(planned, dov, "harvest", f"{room.pk}-insight")
    cast.do(room, cleo, "harvest.take_back")
    assert taking.trace(planned, dov, name).is_gone


def test_a_challenge_for_everyone_becomes_a_card_and_links_to_it(
    planned, dialogue, sign_in, cleo, dov
):
    challenge = cases.offer(dialogue, cleo, scope="everyone")
    begun = taking.begun(sign_in(dov), planned, "challenge", challenge.pk)
    assert begun["title"] == "Rents that rise" and begun["expertise"] == "What made owners sign."
    assert "How do we keep rents bearable?" in begun["challenge"]
    name = taking.put(planned, dov, "challenge", challenge.pk)
    page = sign_in(dov).get(challenge.get_absolute_url()).content.decode()
    assert f"{planned.get_absolute_url()}#{name}" in page
    assert taking.trace(planned, dov, name).url == challenge.get_absolute_url()
    cases.withdraw(challenge, cleo)
    assert taking.trace(planned, dov, name).is_gone


def test_a_challenge_for_its_group_alone_goes_on_no_board_of_others(
    planned, dialogue, cleo, dov, mia
):
    challenge = cases.offer(dialogue, cleo)
    for person in (cleo, mia):
        with pytest.raises(StaysInItsRoom):
            taking.put(planned, person, "challenge", challenge.pk)
    with pytest.raises(NotFound):
        taking.put(planned, dov, "challenge", challenge.pk)


def test_a_good_practice_of_its_room_stays_there_until_its_author_opens_it(
    planned, plenary, side_room, sign_in, ben, mia, cleo
):
    beside = scenes.opened(side_room, ben)
    seq = cast.post(plenary, cleo, "We painted the street.").seq
    practice = practices.pin(plenary, mia, seq, visibility="dialogue")
    with pytest.raises(StaysInItsRoom):
        taking.put(beside, mia, "practice", practice.pk)
    taking.put(planned, mia, "practice", practice.pk)
    practices.give(practice, cleo, naming="hidden")
    begun = taking.begun(sign_in(mia), beside, "practice", practice.pk)
    assert begun["title"] == "30 km/h in the centre" and "Lyon" not in str(begun)
    name = taking.put(beside, mia, "practice", practice.pk)
    assert taking.trace(beside, mia, name).url == practice.get_absolute_url()


def test_to_forget_the_message_of_a_practice_forgets_the_card_of_the_practice(
    system, planned, plenary, ada, mia, cleo
):
    seq = cast.post(plenary, cleo, "We painted the street.").seq
    fields = {"what_was_done": "We painted the whole street blue."}
    practice = practices.pin(plenary, mia, seq, **fields)
    written = {"title": "Blue", "steps": "We painted the whole street blue."}
    name = taking.put(planned, mia, "practice", practice.pk, written=written)
    practices.redact(plenary, ada, seq)
    taking.do_what_is_due()
    assert scenes.row(planned, name).fields == {"title": "Blue", "steps": ""}
