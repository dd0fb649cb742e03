"""The reducer: what is told of each operation, who is refused, and how it is taken back."""

import pytest

from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from tests.whiteboard.boards import (
    BEN,
    CLEO,
    DOV,
    MIA,
    OLGA,
    board,
    do,
    in_lane,
    lane,
    name,
    note,
    put,
    write,
)
from whiteboard import operations as ops
from whiteboard import ordering, reducing
from whiteboard.deciding import MOST_PIECES
from whiteboard.permissions import Phase
from whiteboard.refusals import (
    BoardFull,
    BoardLocked,
    Gone,
    NameTaken,
    NoDotsLeft,
    NotYours,
    PieceLocked,
    WrongPhase,
)


def refuses(refusal, state, who, operation):
    before = (dict(state.pieces), state.seq)
    with pytest.raises(refusal) as raised:
        do(state, who, operation)
    assert raised.type is refusal
    assert (state.pieces, state.seq) == before
    return raised.value


# ---- making ------------------------------------------------------------------------------------


def test_what_is_put_on_the_board_lies_there_under_its_authors_name():
    state = board()
    card = put(state, CLEO, fields={"title": "Trams", "x": 10}, after=None)
    piece = state.pieces[card]
    assert (piece.by, piece.fields, state.live) == (CLEO.person, {"title": "Trams", "x": 10}, 1)


@pytest.mark.parametrize(
    ("type", "fields"),
    [
        ("card", {"colour": "#fff"}),
        ("card", {"x": "1"}),
        ("card", {"nonsense": "x"}),
        ("card", {"title": "x" * 201}),
        ("card", {"title": "bell \x07"}),
        ("note", {"title": "x"}),
        ("note", {"text": 5}),
        ("stroke", {"points": [1, 2, 3]}),
        ("stroke", {"points": [0, 0] * 401}),
        ("stroke", {"points": [0, 0, 0, 30_000]}),
        ("lane", {"x": 3}),
        ("card", {"x": True}),
    ],
)
def test_what_a_piece_cannot_hold_is_refused(type, fields):
    refuses(Invalid, board(), BEN, ops.CreatePiece(piece=name(), type=type, fields=fields))


def test_a_name_is_used_once_even_after_it_was_deleted():
    state = board()
    card = put(state, CLEO)
    do(state, CLEO, ops.DeletePieces(pieces=[card]))
    refuses(NameTaken, state, DOV, ops.CreatePiece(piece=card, type="note"))


def test_a_board_that_is_full_takes_nothing_more_until_something_is_deleted():
    state = board()
    first = put(state, CLEO)
    state.live = MOST_PIECES
    refuses(BoardFull, state, CLEO, ops.CreatePiece(piece=name(), type="note"))
    do(state, CLEO, ops.DeletePieces(pieces=[first]))
    put(state, CLEO)
    refuses(BoardFull, state, CLEO, ops.RestorePieces(pieces=[first]))


def test_a_card_for_a_lane_that_is_gone_is_kept_outside_of_lanes():
    state = board()
    gone = lane(state)
    do(state, BEN, ops.DeletePieces(pieces=[gone]))
    card = put(state, CLEO, lane=gone, group="no-such")
    assert (state.pieces[card].lane, state.pieces[card].group) == ("", "")


def test_a_line_needs_two_ends_that_lie_on_the_board():
    state = board()
    one, other, gone = note(state, CLEO), note(state, DOV), note(state, CLEO)
    do(state, CLEO, ops.DeletePieces(pieces=[gone]))
    do(state, DOV, ops.ConnectPieces(piece="line-1", start=one, end=other, label="pays"))
    assert state.pieces["line-1"].ends == (one, other)
    refuses(Invalid, state, DOV, ops.ConnectPieces(piece="line-2", start=one, end=one))
    refuses(Gone, state, DOV, ops.ConnectPieces(piece="line-2", start=one, end=gone))
    refuses(NotFound, state, DOV, ops.ConnectPieces(piece="line-2", start=one, end="nowhere"))
    refuses(Invalid, state, DOV, ops.ConnectPieces(piece="line-2", start=one, end="line-1"))


def test_what_is_deleted_is_refused_to_editors_and_comes_back_as_it_was():
    state = board()
    card = put(state, CLEO, fields={"title": "Trams"})
    do(state, CLEO, ops.DeletePieces(pieces=[card]))
    refuses(Gone, state, DOV, ops.SetFields(piece=card, fields={"x": 1}, base=9))
    refuses(Gone, state, CLEO, ops.DeletePieces(pieces=[card]))
    do(state, CLEO, ops.RestorePieces(pieces=[card]))
    assert state.pieces[card].fields == {"title": "Trams"} and state.live == 1


def test_of_several_those_that_are_gone_are_left_out():
    state = board()
    one, other = note(state, CLEO), note(state, CLEO)
    do(state, CLEO, ops.DeletePieces(pieces=[one]))
    (told,) = do(state, DOV, ops.MovePieces(spots=[(one, 1, 1), (other, 2, 3)]))
    assert told.fact.spots == [(other, 2, 3)]


# ---- what pieces say ---------------------------------------------------------------------------


def test_two_who_set_different_fields_both_keep_theirs():
    state = board()
    card = put(state, CLEO)
    seen = state.seq
    do(state, CLEO, ops.SetFields(piece=card, fields={"x": 1}, base=seen))
    do(state, DOV, ops.SetFields(piece=card, fields={"colour": "red"}, base=seen))
    assert state.pieces[card].fields == {"x": 1, "colour": "red"}


def test_the_last_one_to_set_a_field_wins_and_both_are_told():
    state = board()
    card = put(state, CLEO)
    seen = state.seq
    do(state, CLEO, ops.SetFields(piece=card, fields={"colour": "blue"}, base=seen))
    case = reducing.decide(
        state, ops.SetFields(piece=card, fields={"colour": "red"}, base=seen), DOV
    )
    assert case.says == {"unseen": {"colour": (seen + 1, CLEO.person)}}
    assert case.told[0].fact.unseen == {"colour": seen + 1}


def test_who_had_seen_the_other_value_is_told_nothing():
    state = board()
    card = put(state, CLEO)
    do(state, CLEO, ops.SetFields(piece=card, fields={"colour": "blue"}, base=state.seq))
    red = ops.SetFields(piece=card, fields={"colour": "red"}, base=state.seq)
    assert reducing.decide(state, red, DOV).says is None


def test_a_text_is_not_overwritten_by_setting_it():
    state = board()
    one = note(state, CLEO)
    refuses(Invalid, state, CLEO, ops.SetFields(piece=one, fields={"text": "Mine"}, base=9))


def test_two_who_write_in_one_text_lose_nothing():
    state = board()
    one = note(state, CLEO, "Trams 😀")
    seen = state.seq
    write(state, CLEO, one, "New ", base=seen)
    write(state, DOV, one, 8, "!", base=seen)
    assert state.pieces[one].fields["text"] == "New Trams 😀!"


def test_an_edit_that_halves_a_sign_or_goes_beyond_the_text_is_refused():
    state = board()
    one = note(state, CLEO, "😀")
    for op in ([1, "x"], [5, -1], ["\x00"], ["x" * 501]):
        edit = ops.EditText(piece=one, field="text", base=state.seq, op=op)
        refuses(Invalid, state, CLEO, edit)
    unseen = ops.EditText(piece=one, field="text", base=state.seq + 1, op=["x"])
    refuses(Invalid, state, CLEO, unseen)


def test_a_text_that_became_too_long_by_two_can_still_be_shortened():
    state = board()
    one = put(state, CLEO, fields={"goal": "x" * 60})
    state.pieces[one].fields["goal"] = "x" * 70
    write(state, CLEO, one, -5, field="goal")
    assert len(state.pieces[one].fields["goal"]) == 65


# ---- where they lie ----------------------------------------------------------------------------


def test_cards_stand_where_they_were_put():
    state = board()
    plan = lane(state)
    a, b, c = (put(state, CLEO, lane=plan) for _ in "abc")
    do(state, DOV, ops.PlacePieces(pieces=[c], lane=plan, after=""))
    do(state, DOV, ops.PlacePieces(pieces=[a], lane=plan, after=b))
    assert in_lane(state, plan) == [c, b, a]
    do(state, DOV, ops.PlacePieces(pieces=[c, b], lane=plan))
    assert in_lane(state, plan) == [a, c, b]


def test_two_who_drop_into_one_gap_get_keys_of_their_own():
    state = board()
    plan = lane(state)
    a, z, one, other = (put(state, CLEO, lane=plan) for _ in "az12")
    do(state, CLEO, ops.PlacePieces(pieces=[one], lane=plan, after=a))
    do(state, DOV, ops.PlacePieces(pieces=[other], lane=plan, after=a))
    assert in_lane(state, plan) == [a, other, one, z]


def test_after_one_that_was_deleted_is_still_a_place():
    state = board()
    plan = lane(state)
    a, b, c = (put(state, CLEO, lane=plan) for _ in "abc")
    do(state, CLEO, ops.DeletePieces(pieces=[a]))
    do(state, DOV, ops.PlacePieces(pieces=[c], lane=plan, after=a))
    assert in_lane(state, plan) == [c, b]


def test_keys_that_became_long_are_renewed_and_the_order_stays():
    state = board()
    plan = lane(state)
    first, _last, *cards = (put(state, CLEO, lane=plan) for _ in range(20))
    longest = 0
    for turn in range(300):
        told = do(state, DOV, ops.PlacePieces(pieces=[cards[turn % 18]], lane=plan, after=first))
        longest = max(longest, *(len(p.order) for p in state.pieces.values()))
        assert in_lane(state, plan)[:2] == [first, cards[turn % 18]]
        if len(told) > 1:
            assert told[1].fact.kind == "board.orders_renewed"
            break
    else:
        pytest.fail("no key became long")
    assert longest <= ordering.LONGEST


def test_lanes_stand_among_lanes_and_are_for_those_who_lead_or_help():
    state = board()
    one, other = lane(state), lane(state)
    do(state, MIA, ops.PlacePieces(pieces=[other], after=""))
    assert in_lane(state, "", "lane") == [other, one]
    refuses(NotAllowed, state, CLEO, ops.PlacePieces(pieces=[one], after=""))
    refuses(NotAllowed, state, CLEO, ops.CreatePiece(piece=name(), type="lane"))
    refuses(Invalid, state, BEN, ops.PlacePieces(pieces=[one, note(state, BEN)], after=""))


def test_groups_hold_pieces_but_no_groups():
    state = board("cluster")
    group = put(state, CLEO, "group", fields={"title": "Water"})
    one = note(state, DOV)
    do(state, CLEO, ops.GroupPieces(pieces=[one], group=group))
    assert state.pieces[one].group == group
    do(state, CLEO, ops.GroupPieces(pieces=[one], group=""))
    assert state.pieces[one].group == ""
    refuses(Invalid, state, CLEO, ops.GroupPieces(pieces=[group], group=group))
    refuses(Invalid, state, CLEO, ops.GroupPieces(pieces=[one], group=one))


# ---- locks and phases --------------------------------------------------------------------------


def test_a_lock_holds_members_back_and_not_those_who_lead_or_help():
    state = board()
    one = note(state, CLEO)
    do(state, MIA, ops.LockPieces(pieces=[one]))
    refuses(PieceLocked, state, CLEO, ops.MovePieces(spots=[(one, 1, 1)]))
    write(state, BEN, one, "The ")
    refuses(NotAllowed, state, CLEO, ops.UnlockPieces(pieces=[one]))
    do(state, MIA, ops.UnlockPieces(pieces=[one]))
    write(state, CLEO, one, -4)


def test_a_locked_board_is_read_by_members():
    state = board(is_locked=True)
    refuses(BoardLocked, state, CLEO, ops.CreatePiece(piece=name(), type="note"))
    note(state, MIA)


def test_while_collecting_each_changes_their_own():
    state = board("collect")
    one = note(state, CLEO)
    refuses(NotYours, state, DOV, ops.MovePieces(spots=[(one, 1, 1)]))
    do(state, CLEO, ops.MovePieces(spots=[(one, 1, 1)]))


def test_who_leads_sets_the_phase_and_opens_a_closed_board_again():
    state = board()
    refuses(NotAllowed, state, MIA, ops.SetPhase(phase="closed"))
    do(state, BEN, ops.SetPhase(phase="closed"))
    refuses(WrongPhase, state, BEN, ops.CreatePiece(piece=name(), type="note"))
    do(state, BEN, ops.SetPhase(phase="collect"))
    assert state.phase == Phase.COLLECT


def test_observers_do_nothing():
    state = board()
    refuses(NotAllowed, state, OLGA, ops.CreatePiece(piece=name(), type="note"))


# ---- in private --------------------------------------------------------------------------------


def test_in_private_mode_a_note_is_for_its_author_alone():
    state = board("collect", is_private=True)
    one, told = name(), []
    told += do(state, CLEO, ops.CreatePiece(piece=one, type="note", fields={"text": "Shh"}))
    told += write(state, CLEO, one, "P")
    told += do(state, CLEO, ops.MovePieces(spots=[(one, 1, 1)]))
    assert {each.person for each in told} == {CLEO.person}
    for who in (BEN, DOV):
        refuses(NotFound, state, who, ops.SetFields(piece=one, fields={"x": 1}, base=0))


def test_a_line_to_a_private_note_is_private_and_is_shown_with_it():
    state = board("collect")
    public = note(state, DOV)
    do(state, BEN, ops.SetRules(is_private=True))
    one = note(state, CLEO)
    (told,) = do(state, CLEO, ops.ConnectPieces(piece="line-1", start=public, end=one))
    assert told.person == CLEO.person
    (told,) = do(state, CLEO, ops.RevealPieces(pieces=[one]))
    assert (told.person, told.fact.pieces) == (None, [one, "line-1"])


def test_of_some_private_and_some_public_each_is_told_to_whom_it_is_for():
    state = board("plan")
    public = note(state, CLEO)
    do(state, BEN, ops.SetRules(is_private=True))
    private = note(state, CLEO)
    told = do(state, CLEO, ops.MovePieces(spots=[(public, 1, 1), (private, 2, 2)]))
    assert [(each.person, each.fact.spots) for each in told] == [
        (None, [(public, 1, 1)]),
        (CLEO.person, [(private, 2, 2)]),
    ]


def test_the_end_of_private_mode_shows_everything_but_what_was_deleted():
    state = board("collect", is_private=True)
    kept, gone = [note(state, CLEO) for _ in range(30)], note(state, DOV)
    do(state, DOV, ops.DeletePieces(pieces=[gone]))
    told = do(state, BEN, ops.SetRules(is_private=False))
    revealed = [one for each in told[1:] for one in each.fact.pieces]
    assert revealed == kept and {each.person for each in told} == {None}
    assert state.pieces[gone].private_to == DOV.person


def test_renewed_keys_of_private_notes_are_told_to_their_people_alone():
    state = board("plan")
    shared = [note(state, CLEO) for _ in range(3)]
    do(state, BEN, ops.SetRules(is_private=True))
    mine, others = note(state, CLEO), note(state, DOV)
    told = reducing.placing.renewed(state, "note", "")
    by_person = {each.person: set(each.fact.orders) for each in told}
    assert by_person == {None: set(shared), CLEO.person: {mine}, DOV.person: {others}}


# ---- votes -------------------------------------------------------------------------------------


def voting(**rules):
    state = board("collect", **rules)
    pieces = [note(state, CLEO) for _ in range(4)]
    do(state, BEN, ops.SetPhase(phase="vote"))
    return state, pieces


def test_a_hidden_vote_is_told_to_its_voter_alone_until_the_phase_is_over():
    state, (one, other, *_) = voting(budget=5, most=3)
    told = do(state, CLEO, ops.Vote(piece=one, dots=3))
    told += do(state, DOV, ops.Vote(piece=one, dots=1))
    told += do(state, DOV, ops.Vote(piece=other, dots=2))
    assert {each.person for each in told} == {CLEO.person, DOV.person} and state.totals == {}
    _phase, shown = do(state, BEN, ops.SetPhase(phase="plan"))
    assert (shown.person, shown.fact.totals) == (None, {one: 4, other: 2})


def test_votes_that_are_not_hidden_are_counted_at_once_without_names():
    state, (one, *_) = voting(hides_votes=False)
    do(state, CLEO, ops.Vote(piece=one, dots=2))
    mine, counted = do(state, DOV, ops.Vote(piece=one, dots=1))
    assert (mine.person, counted.person, counted.fact.totals) == (DOV.person, None, {one: 3})
    do(state, CLEO, ops.Vote(piece=one, dots=0))
    do(state, DOV, ops.Vote(piece=one, dots=0))
    assert state.totals == {}


def test_nobody_has_more_dots_than_there_are_and_those_taken_back_count_again():
    state, (one, other, third, _) = voting(budget=3, most=2)
    do(state, CLEO, ops.Vote(piece=one, dots=2))
    refuses(Invalid, state, CLEO, ops.Vote(piece=other, dots=3))
    refuses(NoDotsLeft, state, CLEO, ops.Vote(piece=other, dots=2))
    do(state, CLEO, ops.Vote(piece=one, dots=1))
    do(state, CLEO, ops.Vote(piece=other, dots=2))
    do(state, BEN, ops.DeletePieces(pieces=[other]))
    do(state, CLEO, ops.Vote(piece=third, dots=2))


def test_another_round_begins_with_no_votes():
    state, (one, *_) = voting(hides_votes=False)
    do(state, CLEO, ops.Vote(piece=one, dots=2))
    do(state, BEN, ops.SetPhase(phase="vote", anew=True))
    assert (state.round, state.totals, state.counted()) == (2, {}, {})


def test_votes_are_for_their_phase_and_for_what_can_be_seen():
    state = board("collect")
    one = note(state, CLEO)
    refuses(WrongPhase, state, CLEO, ops.Vote(piece=one, dots=1))
    do(state, BEN, ops.SetRules(is_private=True))
    hidden = note(state, CLEO)
    do(state, BEN, ops.SetPhase(phase="vote"))
    refuses(Invalid, state, CLEO, ops.Vote(piece=hidden, dots=1))
    refuses(NotFound, state, DOV, ops.Vote(piece=hidden, dots=1))


# ---- taking back -------------------------------------------------------------------------------


def test_every_operation_is_taken_back_by_its_inverse():
    state = board()
    plan, group = lane(state), put(state, CLEO, "group")
    one = note(state, CLEO, "Trams", lane=plan)
    note(state, CLEO, lane=plan)
    for operation in (
        ops.SetFields(piece=one, fields={"colour": "red", "x": 4}, base=0),
        ops.EditText(piece=one, field="text", base=state.seq, op=[2, -1, "ee"]),
        ops.MovePieces(spots=[(one, 7, 8)]),
        ops.PlacePieces(pieces=[one], lane="", after=None),
        ops.PlacePieces(pieces=[one], lane=plan, after=None),
        ops.GroupPieces(pieces=[one], group=group),
        ops.LockPieces(pieces=[one]),
        ops.DeletePieces(pieces=[one]),
    ):
        was = look(state, one)
        (told,) = do(state, BEN, operation)
        assert look(state, one) != was
        for step in told.steps:
            do(state, BEN, based(step.inverse, state.seq))
        assert look(state, one) == was, operation


def based(inverse, seq):
    if isinstance(inverse, ops.EditText):
        return ops.EditText(piece=inverse.piece, field=inverse.field, base=seq, op=inverse.op)
    return inverse


def look(state, name):
    piece = state.pieces[name]
    fields = {field: value for field, value in piece.fields.items() if value}
    return fields, piece.lane, piece.order, piece.group, piece.is_live, bool(piece.locked_by)


def test_an_entry_that_comes_twice_or_late_changes_nothing():
    state = board()
    one = note(state, CLEO)
    early = do(state, CLEO, ops.MovePieces(spots=[(one, 1, 1)]))[0].fact
    at = state.seq
    do(state, DOV, ops.MovePieces(spots=[(one, 2, 2)]))
    edit = write(state, DOV, one, "The ")[0].fact
    was = look(state, one)
    early.apply(state, (at, CLEO.person))
    edit.apply(state, (state.seq, DOV.person))
    assert look(state, one) == was
