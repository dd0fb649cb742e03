"""Putting a piece or the whole board back to how it was: by ordinary operations, as one, and undone as one."""

import copy

import pytest

from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from tests.whiteboard.boards import BEN, CLEO, DOV, MIA, board, do, in_lane, lane, note, put, write
from tests.whiteboard.test_reducing import refuses
from whiteboard import operations as ops
from whiteboard import reducing
from whiteboard.refusals import (
    AsItWas,
    ChangedSince,
    EnoughVersions,
    TooMuchToReturn,
    WrongPhase,
)


def remember(state):
    """The board as it is now can be returned to."""
    state.past[state.seq] = dict(state.pieces)
    return state.seq


def seen(state):
    """What everybody sees of the board, in the order in which it stands."""
    live = {name: p for name, p in state.pieces.items() if p.is_live and p.private_to is None}
    lanes = in_lane(state, "", "lane")
    return (
        {name: look(state, name) for name in live},
        {name: in_lane(state, name) for name in ["", *lanes]},
        lanes,
    )


def look(state, name):
    piece = state.pieces[name]
    fields = {field: value for field, value in piece.fields.items() if value != ""}
    return fields, piece.lane, piece.group, piece.deleted_by


def busy(state):
    """A board on which a lot has changed since it was remembered; answers with the moment."""
    a, b, group = lane(state, "A"), lane(state, "B"), put(state, CLEO, "group")
    names = [note(state, CLEO, f"Note {n}", lane=a) for n in range(4)]
    do(state, CLEO, ops.MovePieces(spots=[(names[0], 5, 6)]))
    then = remember(state)
    was = copy.deepcopy(seen(state))
    write(state, DOV, names[0], "More ")
    do(state, DOV, ops.SetFields(piece=names[1], fields={"colour": "red"}, base=state.seq))
    do(state, DOV, ops.MovePieces(spots=[(names[0], 50, 60), (names[2], 1, 1)]))
    do(state, DOV, ops.PlacePieces(pieces=[names[3], names[0]], lane=b))
    do(state, DOV, ops.GroupPieces(pieces=[names[1]], group=group))
    do(state, CLEO, ops.DeletePieces(pieces=[names[2]]))
    do(state, BEN, ops.PlacePieces(pieces=[b], after=""))
    late = lane(state, "Late")
    note(state, DOV, "Late", lane=late)
    do(state, DOV, ops.PlacePieces(pieces=[names[1]], lane=late))
    return then, was


def test_the_whole_board_is_as_it_was_and_is_taken_back_as_one():
    state = board()
    then, was = busy(state)
    now = copy.deepcopy(seen(state))
    told = do(state, BEN, ops.ReturnBoard(to=then))
    assert seen(state) == was
    lead = told[-1].fact
    assert (lead.kind, lead.of, lead.to) == ("board.board_returned", len(told) - 1, then)
    do(state, BEN, ops.Undo(entry=state.seq))
    assert seen(state) == now
    do(state, BEN, ops.Undo(entry=state.seq))
    assert seen(state) == was


def test_whoever_works_on_it_meanwhile_keeps_what_they_did_when_it_is_taken_back():
    state = board()
    one, other = note(state, CLEO, "One"), note(state, CLEO, "Other")
    then = remember(state)
    for name in (one, other):
        do(state, CLEO, ops.SetFields(piece=name, fields={"colour": "red"}, base=state.seq))
    do(state, BEN, ops.ReturnBoard(to=then))
    lead = state.seq
    do(state, DOV, ops.SetFields(piece=one, fields={"colour": "blue"}, base=state.seq))
    case = reducing.decide(state, ops.Undo(entry=lead), BEN)
    assert case.says == {"kept": [one]}
    do(state, BEN, ops.Undo(entry=lead))
    assert [state.pieces[n].fields.get("colour") for n in (one, other)] == ["blue", "red"]
    refuses(NotFound, state, DOV, ops.Undo(entry=lead))


def test_words_that_came_between_are_kept_when_it_is_taken_back():
    state = board()
    one = note(state, CLEO, "Trams")
    then = remember(state)
    write(state, CLEO, one, 5, " and buses")
    do(state, BEN, ops.ReturnBoard(to=then))
    lead = state.seq
    write(state, DOV, one, "Electric ")
    do(state, BEN, ops.Undo(entry=lead))
    assert state.pieces[one].fields["text"] == "Electric Trams and buses"


def test_one_piece_comes_back_with_its_words_its_lane_and_its_place_and_nothing_else_changes():
    state = board()
    a, b = lane(state, "A"), lane(state, "B")
    first, one, last = (note(state, CLEO, word, lane=a) for word in ("First", "One", "Last"))
    then = remember(state)
    write(state, DOV, one, -3, "Two")
    do(state, DOV, ops.PlacePieces(pieces=[one], lane=b))
    write(state, DOV, last, "My ")
    do(state, CLEO, ops.DeletePieces(pieces=[one]))
    told = do(state, CLEO, ops.ReturnPiece(piece=one, to=then))
    assert state.pieces[one].fields["text"] == "One"
    assert in_lane(state, a) == [first, one, last] and in_lane(state, b) == []
    assert state.pieces[last].fields["text"] == "My Last"
    assert told[-1].fact.kind == "board.piece_returned"
    do(state, CLEO, ops.Undo(entry=state.seq))
    assert not state.pieces[one].is_live


def test_whoever_puts_a_piece_back_may_do_all_that_it_takes():
    state = board("collect")
    one = note(state, CLEO, "Trams")
    then = remember(state)
    write(state, CLEO, one, 5, "!")
    at = state.seq
    with pytest.raises(NotAllowed):
        do(state, DOV, ops.ReturnPiece(piece=one, to=then))
    assert state.seq == at and state.pieces[one].fields["text"] == "Trams!"
    do(state, CLEO, ops.ReturnPiece(piece=one, to=then))
    assert state.pieces[one].fields["text"] == "Trams"


def test_the_board_is_put_back_by_the_crew_and_not_when_it_is_closed():
    state = board()
    then = remember(state)
    note(state, CLEO)
    refuses(NotAllowed, state, CLEO, ops.ReturnBoard(to=then))
    do(state, MIA, ops.ReturnBoard(to=then))
    do(state, BEN, ops.SetPhase(phase="closed"))
    refuses(WrongPhase, state, BEN, ops.ReturnBoard(to=then))


def test_what_is_private_stays_private_and_as_it_is():
    state = board(is_private=True)
    hidden = note(state, CLEO, "Draft")
    then = remember(state)
    write(state, CLEO, hidden, "My ")
    kept = note(state, DOV, "Only mine")
    do(state, BEN, ops.SetRules(hides_votes=False))
    refuses(AsItWas, state, BEN, ops.ReturnBoard(to=then))
    refuses(NotFound, state, BEN, ops.ReturnPiece(piece=hidden, to=then))
    told = do(state, CLEO, ops.ReturnPiece(piece=hidden, to=then))
    assert {one.person for one in told} == {CLEO.person}
    assert state.pieces[hidden].fields["text"] == "Draft" and state.pieces[kept].is_live


def test_a_draft_that_was_private_then_is_not_put_in_sight():
    state = board(is_private=True)
    one = note(state, CLEO, "Raw draft")
    then = remember(state)
    write(state, CLEO, one, -4, 5, "!")
    do(state, CLEO, ops.RevealPieces(pieces=[one]))
    for who in (BEN, CLEO):
        refuses(NotFound, state, who, ops.ReturnPiece(piece=one, to=then))
    do(state, BEN, ops.ReturnBoard(to=then))
    assert not state.pieces[one].is_live and "Raw" not in state.pieces[one].fields["text"]


def test_votes_phase_and_rules_stay():
    state = board("vote", hides_votes=False)
    one = note(state, BEN)
    then = remember(state)
    do(state, CLEO, ops.Vote(piece=one, dots=2))
    do(state, BEN, ops.SetRules(budget=9))
    write(state, BEN, one, "My ")
    do(state, BEN, ops.ReturnBoard(to=then))
    assert (state.totals, state.rules.budget, state.phase) == ({one: 2}, 9, "vote")


def test_a_moment_that_is_not_known_and_one_that_is_now_change_nothing():
    state = board()
    one = note(state, CLEO)
    now = remember(state)
    refuses(NotFound, state, BEN, ops.ReturnBoard(to=99))
    refuses(AsItWas, state, BEN, ops.ReturnBoard(to=now))
    refuses(AsItWas, state, CLEO, ops.ReturnPiece(piece=one, to=now))


def test_too_much_at_once_is_refused_and_many_in_few_entries_are_not(monkeypatch):
    from whiteboard.reducing import turns

    monkeypatch.setattr(turns, "MOST_TOLD", 12)
    state = board()
    names = [note(state, CLEO, f"{n}") for n in range(201)]
    then = remember(state)
    do(state, CLEO, ops.DeletePieces(pieces=names[:200]))
    told = do(state, BEN, ops.ReturnBoard(to=then))
    assert [one.fact.kind for one in told[:-1]] == ["board.pieces_restored"] * 10
    for name in names[:13]:
        write(state, DOV, name, "More ")
    refuses(TooMuchToReturn, state, BEN, ops.ReturnBoard(to=then))


def test_what_was_restored_by_it_and_changed_by_others_stays():
    state = board()
    one = note(state, CLEO)
    then = remember(state)
    do(state, CLEO, ops.DeletePieces(pieces=[one]))
    do(state, BEN, ops.ReturnBoard(to=then))
    lead = state.seq
    write(state, DOV, one, "My ")
    refuses(ChangedSince, state, BEN, ops.Undo(entry=lead))


def test_a_version_has_a_name_and_there_are_not_too_many():
    state = board()
    assert do(state, MIA, ops.NameVersion(label="  Day 3 "))[0].fact.label == "Day 3"
    refuses(NotAllowed, state, CLEO, ops.NameVersion(label="Mine"))
    refuses(Invalid, state, BEN, ops.NameVersion(label=" \u200b "))
    refuses(Invalid, state, BEN, ops.NameVersion(label="x" * 121))
    state.versions = 100
    refuses(EnoughVersions, state, BEN, ops.NameVersion(label="One more"))
