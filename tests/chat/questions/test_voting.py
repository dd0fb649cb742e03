"""Votes for questions: one for each person, told by number and at the room's pace."""

import pytest

from chat.questions.models import Untold, Vote
from chat.questions.standing import DealtWith
from polylogue.dialogues import guests
from polylogue.dialogues.intents import run_for
from polylogue.jobs import queue
from polylogue.kit.refusals import Invalid, NotAllowed
from polylogue.people.models import User
from tests.chat.questions.asked import ask, do, entries, row, vote
from tests.chat.reactions.test_reacting import enrolled
from tests.support import cast


def told(room):
    return [entry.data["questions"] for entry in entries(room, "votes_counted")]


def test_a_vote_is_told_at_once_by_number_and_without_a_name(desk, cleo, dov):
    seq = ask(desk, cleo)
    vote(desk, dov, seq)
    assert list(Vote.objects.values_list("seq", "person")) == [(seq, dov.pk)]
    assert told(desk) == [{str(seq): 1}]
    assert row(desk, seq).votes == 1
    assert entries(desk, "votes_counted")[0].actor.is_system


def test_one_person_has_one_vote_and_takes_it_back(desk, cleo, dov, later):
    seq = ask(desk, cleo)
    for on in (True, True, False, False):
        vote(desk, dov, seq, on=on)
    later()
    assert not Vote.objects.exists()
    assert told(desk) == [{str(seq): 1}, {str(seq): 0}]


def test_votes_of_the_same_second_are_told_together(desk, dialogue, cleo, later):
    one, other = ask(desk, cleo), ask(desk, cleo, "And for roads?")
    people = enrolled(dialogue, 5)
    for person in people:
        vote(desk, person, one)
    vote(desk, people[0], other)
    assert told(desk) == [{str(one): 1}]
    assert queue.Job.objects.filter(kind="questions.count_votes").waiting().count() == 1
    later()
    assert told(desk)[1:] == [{str(one): 5, str(other): 1}]
    assert not Untold.objects.exists()
    assert (row(desk, one).votes, row(desk, other).votes) == (5, 1)


def test_nobody_votes_for_their_own_question_nor_for_one_that_is_done(desk, cleo, dov, ben):
    seq = ask(desk, cleo)
    with pytest.raises(Invalid):
        vote(desk, cleo, seq)
    do(desk, ben, "answer_aloud", seq)
    with pytest.raises(DealtWith):
        vote(desk, dov, seq)
    assert told(desk) == []


def test_observers_do_not_vote(desk, dialogue, ada, cleo, dov):
    seq = ask(desk, cleo)
    cast.change_roles(dialogue, dov, ada, "observer")
    with pytest.raises(NotAllowed):
        vote(desk, dov, seq)


def test_a_guest_who_becomes_an_account_counts_once(desk, dialogue, cleo, dov, later):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    seq = ask(desk, cleo)
    vote(desk, guest, seq)
    vote(desk, dov, seq)
    later()
    assert row(desk, seq).votes == 2
    run_for([dialogue], guest, lambda: guests.merge(guest, dov), key=cast.new_key())
    later()
    assert told(desk)[-1] == {str(seq): 1}
    vote(desk, dov, seq, on=False)
    later()
    assert (row(desk, seq).votes, Vote.objects.count()) == (0, 0)
