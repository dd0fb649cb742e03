"""Who may do what: every role in every phase, under every lock, with what is theirs and what is not."""

from itertools import product

import pytest

from polylogue.kit.refusals import NotAllowed
from whiteboard import operations as ops
from whiteboard.permissions import OPERATIONS, Lock, Phase, Role, permits, refusal
from whiteboard.refusals import BoardLocked, NotYours, PieceLocked, WrongPhase

ADDS = {"create_piece", "connect_pieces"}
WRITES = {"set_fields", "edit_text"}
LAYS = {"move_pieces", "place_pieces", "group_pieces"}
REMOVES = {"delete_pieces", "restore_pieces"}
HOSTS = {"lock_pieces", "unlock_pieces", "arrange_lanes", "return_board"}
LEADS = {"set_rules", "set_phase", "set_timer"}
EVERY = list(product(Role, OPERATIONS, Phase, Lock, (True, False)))


def expected(role, operation, phase, lock, owns):
    """The same said a second time, case by case."""
    if role == "observer":
        return NotAllowed
    if operation == "reveal_pieces":
        return shows(role, phase, lock) if owns else NotAllowed
    if operation in LEADS:
        return None if role == "lead" else NotAllowed
    if operation in {"name_version", "rename_board", "call_together"}:
        return NotAllowed if role == "member" else None
    if operation in HOSTS:
        return NotAllowed if role == "member" else closed(phase)
    if operation == "vote":
        if phase != "vote":
            return WrongPhase
        return BoardLocked if role == "member" and lock == "board" else None
    if role in {"lead", "host"}:
        return closed(phase)
    return member(operation, phase, lock, owns)


def shows(role, phase, lock):
    if phase == "closed":
        return WrongPhase
    return BoardLocked if role == "member" and lock == "board" else None


def closed(phase):
    return WrongPhase if phase == "closed" else None


def member(operation, phase, lock, owns):
    if phase in {"vote", "closed"}:
        return WrongPhase
    if lock == "board":
        return BoardLocked
    if lock == "piece" and operation not in ADDS:
        return PieceLocked
    everybodys = (
        operation in ADDS
        or (operation in WRITES and phase == "plan")
        or (operation in LAYS and phase in {"cluster", "plan"})
    )
    return None if everybodys or owns else NotYours


def test_the_table_has_every_operation():
    assert set(OPERATIONS) == ADDS | WRITES | LAYS | REMOVES | HOSTS | LEADS | {
        "vote",
        "reveal_pieces",
        "name_version",
        "rename_board",
        "call_together",
    }
    assert set(ops.KINDS) - {"put_back", "undo", "return_piece"} == set(OPERATIONS) - {
        "arrange_lanes"
    }


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_case_is_decided_as_it_should_be(operation):
    cases = [case for case in EVERY if case[1] == operation]
    assert len(cases) == len(Role) * len(Phase) * len(Lock) * 2
    wrong = [
        (case, found)
        for case in cases
        if (found := refusal(*case[:4], owns=case[4])) is not expected(*case)
    ]
    assert not wrong


def test_a_browser_gets_the_same_table_for_its_role():
    places = [(lock, owns) for lock in Lock for owns in (False, True)]
    for role, operation, phase, lock, owns in EVERY:
        sign = permits(role)[operation][phase][places.index((lock, owns))]
        assert (sign == "1") == (refusal(role, operation, phase, lock, owns=owns) is None)
