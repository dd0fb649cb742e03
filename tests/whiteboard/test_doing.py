"""Operations on the log: rows and entries together, once for each key, many in one batch."""

import pytest

from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log.intents import KeyReused
from polylogue.log.models import Entry
from rooms.actions import RoomIsClosed
from rooms.models import Annex, Attachment
from tests.breakout import scenes as rounds
from tests.breakout.harvest import scenes as groups
from tests.log import scenes as log
from tests.support import cast
from tests.whiteboard import scenes
from whiteboard import labels, ordering
from whiteboard.models import Board, Dots, Piece, Step
from whiteboard.opening import HasBoard
from whiteboard.patterns import SHIPPED
from whiteboard.refusals import Gone, NotYours

DB = pytest.mark.django_db(transaction=True)


def refused(refusal, act):
    with pytest.raises(refusal):
        act()


# ---- opening -----------------------------------------------------------------------------------


def test_a_board_begins_with_the_lanes_of_its_template(planned):
    lanes = Piece.objects.filter(board=planned, kind="lane").order_by("order")
    assert [lane.fields["title"] for lane in lanes] == [
        "Ideas", "Chosen", "First 30 days", "First 90 days", "First 180 days",
    ]  # fmt: skip
    assert (planned.title, planned.phase, planned.live) == ("Action plan", "plan", 5)


def test_a_room_has_one_board_and_the_dialogue_as_many_as_it_needs(plenary, side_room, ben, mia):
    own = scenes.opened(plenary, ben)
    refused(HasBoard, lambda: scenes.opened(plenary, mia))
    more = [scenes.opened(plenary, mia, for_dialogue=True) for _ in range(2)]
    scenes.opened(side_room, mia, "retrospective", title="  Looking back ")
    assert list(Board.objects.filter(room=plenary)) == [own, *more]
    assert Board.objects.get(room=side_room).title == "Looking back"


def test_only_the_crew_opens_boards(plenary, cleo, eve):
    refused(NotAllowed, lambda: scenes.opened(plenary, cleo))
    refused(NotAllowed, lambda: scenes.opened(plenary, eve))


def test_whoever_can_follow_the_room_can_follow_its_board(planned, plenary, dialogue, cleo, eve):
    def reach(stream):
        held = Attachment.objects.filter(stream=stream, until_seq=None)
        return set(held.values_list("person", flat=True))

    assert reach(planned.stream_id) == reach(plenary.stream_id)
    late = cast.person("late")
    cast.enrol(dialogue, late, "participant")
    assert late.pk in reach(planned.stream_id)
    assert not Board.objects.visible_to(eve).exists()


def test_who_leaves_a_group_leaves_its_board_at_a_marker(dialogue, ben, ada, cleo, dov):
    round = groups.opened(dialogue, ben, cleo)
    room = groups.room(round)
    board = scenes.opened(room, ben)
    scenes.note(board, cleo)
    refused((NotAllowed, NotFound), lambda: scenes.note(board, dov))
    cast.remove(dialogue, cleo, by=ada)
    last = Entry.objects.filter(stream=board.stream_id).last()
    assert (last.kind, last.data) == ("rooms.person_detached", {"person": cleo.pk})
    refused((NotAllowed, NotFound), lambda: scenes.note(board, cleo))


def test_who_comes_into_a_group_later_gets_its_board(dialogue, ben, cleo, dov):
    round = groups.opened(dialogue, ben, cleo)
    board = scenes.opened(groups.room(round), ben)
    round.refresh_from_db()
    rounds.move(round, ben, dov, to=0)
    assert scenes.told(board)[-1][0] == "rooms.people_came"
    scenes.note(board, dov)


def test_commands_for_rooms_are_not_done_on_boards_nor_the_other_way_round(planned, plenary, cleo):
    annex = Annex.objects.get()
    plenary.stream_id = annex.stream_id
    refused(NotFound, lambda: cast.post(plenary, cleo))
    planned.stream_id = planned.room.stream_id
    refused(NotFound, lambda: scenes.note(planned, cleo))


# ---- row and entry -----------------------------------------------------------------------------


def test_an_operation_is_a_row_an_entry_and_a_step_back(planned, cleo):
    seq = scenes.do(
        planned, cleo, "create_piece", "key-of-cleo-12345",
        piece="card-of-cleo", type="card", lane="lane-1", fields={"title": "Trams"},
    ).seq  # fmt: skip
    row = scenes.row(planned, "card-of-cleo")
    entry = Entry.objects.get(stream=planned.stream_id, seq=seq)
    assert (row.by_id, row.fields, row.lane, row.made) == (
        cleo.pk,
        {"title": "Trams"},
        "lane-1",
        seq,
    )
    assert entry.data["piece"] == "card-of-cleo" and entry.data["key"] == "key-of-cleo-12345"
    assert Step.objects.get(board=planned, seq=seq).inverse["do"] == "delete_pieces"


def test_the_same_key_is_answered_again_and_done_once(planned, cleo):
    first = scenes.do(planned, cleo, "create_piece", "key-1-of-cleo-000", piece="once", type="note")
    again = scenes.do(planned, cleo, "create_piece", "key-1-of-cleo-000", piece="once", type="note")
    assert (again.seq, again.again) == (first.seq, True)
    other = {"piece": "other", "type": "note"}
    refused(
        KeyReused, lambda: scenes.do(planned, cleo, "create_piece", "key-1-of-cleo-000", **other)
    )


def test_what_is_refused_leaves_nothing(planned, cleo, dov):
    one, head = scenes.note(planned, cleo), scenes.head(planned)
    refused(NotFound, lambda: scenes.do(planned, dov, "delete_pieces", pieces=[one, "nothing"]))
    refused(NotYours, lambda: scenes.do(planned, dov, "delete_pieces", pieces=[one]))
    assert scenes.head(planned) == head


def test_an_observer_and_a_closed_room_change_nothing(
    planned, dialogue, plenary, side_room, ada, cleo
):
    olga = cast.person("olga")
    cast.enrol(dialogue, olga, "observer")
    refused(NotAllowed, lambda: scenes.note(planned, olga))
    board = scenes.opened(side_room, ada)
    side_room.closed_at = "2026-03-02T00:00Z"
    side_room.save()
    refused(RoomIsClosed, lambda: scenes.note(board, cleo))


def test_who_is_muted_says_nothing_on_a_board_but_votes(planned, plenary, ben, mia, cleo):
    one = scenes.note(planned, ben)
    cast.do(plenary, mia, "moderation.mute_person", person=cleo.pk)
    with pytest.raises(Refusal) as refusal:
        scenes.note(planned, cleo)
    assert refusal.value.code == "muted"
    scenes.do(planned, ben, "set_phase", phase="vote")
    scenes.do(planned, cleo, "vote", piece=one, dots=1)


def test_who_replaces_a_value_unseen_is_told_whose_it_was(planned, cleo, dov):
    one, seen = scenes.note(planned, cleo), scenes.head(planned)
    blue = scenes.do(planned, cleo, "set_fields", piece=one, fields={"colour": "blue"}, base=seen)
    red = scenes.do(planned, dov, "set_fields", piece=one, fields={"colour": "red"}, base=seen)
    assert red.result == {"unseen": {"colour": (blue.seq, cleo.pk)}}
    assert scenes.row(planned, one).fields["colour"] == "red"


def test_what_several_write_in_one_text_is_merged(planned, cleo, dov, mia):
    one, seen = scenes.note(planned, cleo, "Trams"), scenes.head(planned)
    scenes.write(planned, cleo, one, "New ", base=seen)
    scenes.write(planned, dov, one, 5, " and buses", base=seen)
    scenes.write(planned, mia, one, 5, "!", base=seen)
    assert scenes.row(planned, one).fields["text"] == "New Trams and buses!"


def test_pieces_are_put_where_they_are_wanted_in_a_lane(planned, cleo):
    a, b, c = (scenes.put(planned, cleo, "card", lane="lane-1") for _ in "abc")
    scenes.do(planned, cleo, "place_pieces", pieces=[c], lane="lane-1", after=a)
    scenes.do(planned, cleo, "place_pieces", pieces=[a], lane="lane-1")
    scenes.do(planned, cleo, "place_pieces", pieces=[b], lane="lane-1", after="")
    assert lane(planned) == [b, c, a]


def test_orders_are_renewed_before_they_grow_too_long(planned, cleo):
    first, *cards = (scenes.put(planned, cleo, "card", lane="lane-1") for _ in range(6))
    for turn in range(250):
        one = cards[turn % 5]
        scenes.do(planned, cleo, "place_pieces", pieces=[one], lane="lane-1", after=first)
        assert lane(planned)[:2] == [first, one]
    assert ("orders_renewed", "everyone", None) in scenes.told(planned)
    rows = Piece.objects.filter(board=planned, lane="lane-1")
    assert max(len(row.order) for row in rows) <= ordering.LONGEST


def lane(board, name="lane-1"):
    rows = Piece.objects.filter(board=board, lane=name, deleted_by=None)
    return list(rows.order_by("order").values_list("name", flat=True))


# ---- who gets it -------------------------------------------------------------------------------


def test_what_is_made_in_private_is_for_its_author_until_it_is_shown(planned, ben, cleo, dov):
    scenes.do(planned, ben, "set_rules", is_private=True)
    head = scenes.head(planned)
    one = scenes.note(planned, cleo, "Shh")
    scenes.write(planned, cleo, one, "P")
    assert {each[1:] for each in scenes.told(planned, head)} == {("person", cleo.pk)}
    refused(NotFound, lambda: scenes.do(planned, ben, "delete_pieces", pieces=[one]))
    scenes.do(planned, ben, "set_rules", is_private=False)
    assert scenes.told(planned)[-1] == ("pieces_revealed", "everyone", None)
    assert scenes.row(planned, one).private_to is None


def test_a_hidden_vote_is_told_to_nobody_else_until_the_phase_ends(planned, ben, cleo, dov):
    one = scenes.note(planned, cleo)
    scenes.do(planned, ben, "set_phase", phase="vote")
    head = scenes.head(planned)
    scenes.do(planned, cleo, "vote", piece=one, dots=2)
    scenes.do(planned, dov, "vote", piece=one, dots=1)
    scenes.do(planned, dov, "vote", piece=one, dots=0)
    told = scenes.told(planned, head)
    assert told == [("vote_cast", "person", p) for p in (cleo.pk, dov.pk, dov.pk)]
    assert Dots.objects.get(board=planned).person_id == cleo.pk
    scenes.do(planned, ben, "set_phase", phase="plan")
    shown = Entry.objects.filter(stream=planned.stream_id).last()
    assert (shown.kind, shown.data["totals"]) == ("board.votes_shown", {one: 2})
    planned.refresh_from_db()
    assert planned.totals == {one: 2}


# ---- in one batch ------------------------------------------------------------------------------


@DB
def test_commands_of_one_batch_see_each_other(planned, cleo, dov):
    note = scenes.note(planned, cleo, "Trams")
    seen = scenes.head(planned)
    outcomes = log.together(
        cleo,
        scenes.intent(planned, cleo, "edit_text", piece=note, field="text", base=seen, op=["New "]),
        scenes.intent(planned, dov, "edit_text", piece=note, field="text", base=seen, op=[5, "!"]),
        scenes.intent(planned, cleo, "create_piece", piece="first", type="card", lane="lane-1"),
        scenes.intent(planned, dov, "create_piece", piece="second", type="card", lane="lane-1"),
        scenes.intent(planned, dov, "create_piece", piece="first", type="card"),
        scenes.intent(planned, dov, "place_pieces", pieces=["second"], lane="lane-1", after=""),
        scenes.intent(planned, cleo, "delete_pieces", pieces=["first"]),
        scenes.intent(planned, dov, "set_fields", piece="first", fields={"x": 1}, base=seen),
    )
    names = [getattr(one, "code", "ok") for one in outcomes]
    assert names == ["ok"] * 4 + ["board-name-taken"] + ["ok"] * 2 + ["board-piece-deleted"]
    assert scenes.row(planned, note).fields["text"] == "New Trams!"
    assert lane(planned) == ["second"]
    planned.refresh_from_db()
    assert planned.live == Piece.objects.filter(board=planned, deleted_by=None).count()


@DB
def test_a_vote_that_is_taken_back_in_the_same_batch_is_gone(planned, ben, cleo):
    one = scenes.note(planned, cleo)
    scenes.do(planned, ben, "set_phase", phase="vote")
    scenes.do(planned, cleo, "vote", piece=one, dots=3)
    log.together(
        cleo,
        *(scenes.intent(planned, cleo, "vote", piece=one, dots=dots) for dots in (1, 0)),
        scenes.intent(planned, cleo, "vote", piece=one, dots=3),
        scenes.intent(planned, cleo, "vote", piece=one, dots=0),
    )
    assert not Dots.objects.filter(board=planned).exists()


@DB
def test_a_command_that_reads_tables_finds_what_its_neighbours_wrote(planned, plenary, cleo):
    def count(_by=None):
        return Piece.objects.filter(board=planned).count()

    before = count()
    lane = planned.room.dialogue.stream_id
    _, counted = log.together(
        cleo,
        scenes.intent(planned, cleo, "create_piece", piece="new-one", type="note"),
        log.command(cleo, count, planned.stream, lane=lane),
    )
    assert counted.result == before + 1


def test_deleted_is_refused_with_a_way_back(planned, cleo):
    one = scenes.note(planned, cleo)
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    refused(Gone, lambda: scenes.write(planned, cleo, one, "x"))
    scenes.do(planned, cleo, "restore_pieces", pieces=[one])
    scenes.write(planned, cleo, one, "x")


@pytest.mark.parametrize("template", SHIPPED)
def test_every_template_opens_a_board(plenary, ben, cleo, template):
    board = scenes.opened(plenary, ben, template)
    pattern = SHIPPED[template]
    kinds = list(Piece.objects.filter(board=board).values_list("kind", flat=True))
    assert kinds.count("lane") == len(pattern.lanes)
    assert kinds.count("group") == len(pattern.areas)
    card = {field.name: "Words" for field in pattern.card}
    scenes.put(board, cleo, "card", fields=card, lane="lane-1")
    assert all(str(labels.of_field(name)) != name for name in card)


def test_a_template_that_there_is_not_is_refused(plenary, ben):
    refused(NotFound, lambda: scenes.opened(plenary, ben, "castle"))
    refused(Refusal, lambda: scenes.opened(plenary, ben, title="x" * 121))
