"""Two people at once: whoever comes first is right, the other is told, and nothing is left half done."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from chat.questions.models import Answer, Desk, Question, Vote
from polylogue.kit.refusals import Refusal
from tests.chat.questions.asked import ask, do, entries, row, vote

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Does these in threads that begin together; how many were done, and what the others were told."""
    start, refusals = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            act()
        except Refusal as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(acts) - len(refusals), refusals


def test_an_answer_and_a_dismissal_exclude_each_other(desk, cleo, ben, mia):
    for _ in range(3):
        seq = ask(desk, cleo)
        done, _refused = at_once(
            lambda seq=seq: do(desk, ben, "answer", seq, text="By a levy."),
            lambda seq=seq: do(desk, mia, "dismiss", seq, reason="Asked above."),
        )
        now = row(desk, seq)
        assert done == 1
        assert (now.state, bool(now.answer), bool(now.reason)) in {
            ("answered", True, False), ("dismissed", False, True),
        }  # fmt: skip
        assert Answer.objects.filter(question=seq).exists() == (now.state == "answered")


def test_an_approval_and_a_withdrawal_never_show_what_was_withdrawn(reviewed, cleo, mia):
    for _ in range(3):
        seq = ask(reviewed, cleo)
        done, _refused = at_once(
            lambda seq=seq: do(reviewed, mia, "approve", seq),
            lambda seq=seq: do(reviewed, cleo, "withdraw", seq),
        )
        assert (row(reviewed, seq).state, row(reviewed, seq).text) == ("withdrawn", "")
        shown = [e for e in entries(reviewed, "approved") if e.data["question"] == seq]
        assert len(shown) == done - 1


def test_votes_at_once_are_one_of_each_person(desk, cleo, dov, ben):
    seq = ask(desk, cleo)
    done, _refused = at_once(
        *[lambda: vote(desk, dov, seq)] * 4, *[lambda: vote(desk, ben, seq)] * 4
    )
    assert done == 8
    assert Vote.objects.filter(seq=seq).count() == 2


def test_a_vote_and_a_correction_never_make_somebody_vote_for_other_words(desk, cleo, dov):
    seq = ask(desk, cleo, "These words?")
    done, refused = at_once(
        lambda: vote(desk, dov, seq),
        lambda: do(desk, cleo, "correct", seq, text="Other words?"),
    )
    log = [entry.kind for entry in entries(desk, "votes_counted", "corrected")]
    assert log in (["questions.votes_counted"], ["questions.corrected", "questions.votes_counted"])
    assert (done, len(refused)) == (len(log), 2 - len(log))


def test_two_facilitators_take_up_two_questions_and_one_is_taken_up(desk, cleo, ben, mia):
    first, second = ask(desk, cleo), ask(desk, cleo, "And roads?")
    done, _refused = at_once(
        lambda: do(desk, ben, "take_up", first), lambda: do(desk, mia, "take_up", second)
    )
    last = entries(desk, "taken_up")[-1].data["question"]
    assert (done, Desk.objects.get().current) == (2, last)
    assert Question.objects.filter(state="open").count() == 2
