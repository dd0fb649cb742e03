"""Taking back one's own steps: what others have changed since stays, and that is said."""

import pytest

from polylogue.kit.refusals import NotFound
from tests.whiteboard import scenes
from tests.whiteboard.boards import BEN, CLEO, DOV, board, do, lane, note, put, write
from tests.whiteboard.test_reducing import look, refuses
from whiteboard import operations as ops
from whiteboard import reducing
from whiteboard.refusals import ChangedSince, WrongPhase


def back(state, who, entry=None):
    return do(state, who, ops.Undo(entry=entry or state.seq))


def test_every_step_is_taken_back_and_done_again():
    state = board()
    plan, group = lane(state), put(state, CLEO, "group")
    one = note(state, CLEO, "Trams", lane=plan)
    note(state, CLEO, lane=plan)
    for operation in (
        ops.SetFields(piece=one, fields={"colour": "red", "x": 4}, base=0),
        ops.MovePieces(spots=[(one, 7, 8)]),
        ops.PlacePieces(pieces=[one], lane=plan, after=None),
        ops.GroupPieces(pieces=[one], group=group),
        ops.DeletePieces(pieces=[one]),
    ):
        was, at = look(state, one), state.seq
        do(state, CLEO, operation)
        done = look(state, one)
        told = list(range(at + 1, state.seq + 1))
        for entry in told:
            back(state, CLEO, entry)
        assert look(state, one) == was, operation
        for entry in range(told[-1] + 1, state.seq + 1):
            back(state, CLEO, entry)
        assert look(state, one) == done


def test_what_somebody_made_is_taken_off_again_unless_others_worked_on_it():
    state = board()
    one = note(state, CLEO)
    made = state.seq
    back(state, CLEO)
    assert not state.pieces[one].is_live
    other = note(state, CLEO)
    made = state.seq
    write(state, DOV, other, "More ")
    refuses(ChangedSince, state, CLEO, ops.Undo(entry=made))


def test_nobody_takes_back_what_somebody_else_did():
    state = board()
    note(state, CLEO)
    refuses(NotFound, state, DOV, ops.Undo(entry=state.seq))
    refuses(NotFound, state, BEN, ops.Undo(entry=state.seq))
    refuses(NotFound, state, BEN, ops.Undo(entry=99))


def test_of_several_those_that_others_moved_stay_and_are_named():
    state = board()
    one, other = note(state, CLEO), note(state, CLEO)
    do(state, CLEO, ops.MovePieces(spots=[(one, 1, 1), (other, 2, 2)]))
    entry = state.seq
    do(state, DOV, ops.MovePieces(spots=[(other, 9, 9)]))
    case = reducing.decide(state, ops.Undo(entry=entry), CLEO)
    assert case.says == {"kept": [other]}
    back(state, CLEO, entry)
    assert [state.pieces[name].fields["x"] for name in (one, other)] == [0, 9]


def test_words_are_taken_out_of_what_others_wrote_around_them():
    state = board()
    one = note(state, CLEO, "Trams")
    write(state, CLEO, one, 5, " and buses")
    entry = state.seq
    write(state, DOV, one, "Electric ")
    write(state, DOV, one, 24, "!")
    back(state, CLEO, entry)
    assert state.pieces[one].fields["text"] == "Electric Trams!"


def test_a_phase_that_forbids_it_forbids_to_take_it_back():
    state = board()
    one = note(state, CLEO)
    do(state, CLEO, ops.MovePieces(spots=[(one, 1, 1)]))
    entry = state.seq
    do(state, BEN, ops.SetPhase(phase="vote"))
    refuses(WrongPhase, state, CLEO, ops.Undo(entry=entry))


# ---- on the log --------------------------------------------------------------------------------


def test_the_way_back_is_kept_in_rows(planned, cleo, dov):
    one = scenes.note(planned, cleo, "Trams")
    edit = scenes.write(planned, cleo, one, 5, " and buses").seq
    move = scenes.do(planned, cleo, "move_pieces", spots=[[one, 4, 4]]).seq
    scenes.write(planned, dov, one, "Electric ")
    scenes.do(planned, cleo, "undo", entry=edit)
    assert scenes.row(planned, one).fields == {"text": "Electric Trams", "x": 4, "y": 4}
    scenes.do(planned, cleo, "undo", entry=move)
    assert scenes.row(planned, one).fields["x"] == 0
    with pytest.raises(NotFound):
        scenes.do(planned, dov, "undo", entry=move)
