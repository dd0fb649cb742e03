"""Asking, correcting and withdrawing: who may, and what is kept and told."""

import pytest

from chat.questions.models import Desk, Question
from chat.questions.standing import DealtWith, NotTaken
from polylogue.dialogues.policy import DialogueArchived
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from rooms import guards
from rooms.actions import RoomIsClosed
from rooms.commands import Malformed
from tests.chat.questions.asked import arrange, ask, do, entries, row, shown, vote
from tests.chat.reactions.test_reacting import close
from tests.support import cast


def test_the_crew_opens_a_room_for_questions_and_closes_it(plenary, mia, cleo):
    arrange(plenary, mia, reviewed=True)
    assert Desk.objects.get().is_open and Desk.objects.get().is_reviewed
    arrange(plenary, mia, reviewed=True)
    arrange(plenary, mia, is_open=False)
    assert not Desk.objects.get().is_open
    told = [entry.data for entry in entries(plenary, "arranged")]
    assert told == [{"is_open": True, "reviewed": True}, {"is_open": False, "reviewed": False}]
    with pytest.raises(NotAllowed):
        arrange(plenary, cleo)


def test_a_question_is_a_row_and_an_entry_without_its_words(desk, cleo):
    seq = ask(desk, cleo, "Who pays for **wells**?")
    assert (row(desk, seq).state, row(desk, seq).author) == ("open", cleo)
    (entry,) = entries(desk, "asked")
    assert (entry.seq, entry.audience, set(entry.data)) == (seq, "everyone", {"key"})
    assert shown(desk, seq)["html"].strip() == "<p>Who pays for <strong>wells</strong>?</p>"


def test_a_room_that_takes_no_questions_refuses_them_and_shows_those_it_has(
    plenary, desk, ben, cleo, dov
):
    seq = ask(desk, cleo)
    arrange(desk, ben, is_open=False)
    for refused in (lambda: ask(desk, dov), lambda: vote(desk, dov, seq)):
        with pytest.raises(NotTaken):
            refused()
    assert shown(desk, seq)["text"] == "How do you pay for wells?"
    assert Question.objects.count() == 1


def test_a_room_that_was_never_opened_takes_none(plenary, cleo):
    with pytest.raises(NotTaken):
        ask(plenary, cleo)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "x" * 1001])
def test_a_question_says_something_in_up_to_a_thousand_characters(desk, cleo, text):
    with pytest.raises(Invalid):
        ask(desk, cleo, text)
    assert not Question.objects.exists()


def test_far_too_long_is_not_even_read(desk, cleo):
    with pytest.raises(Malformed):
        ask(desk, cleo, "x" * 2001)


def test_asked_again_with_its_key_a_question_stands_once(desk, cleo):
    key = cast.new_key()
    for _ in range(2):
        cast.do(desk, cleo, "questions.ask", key, text="Once?")
    assert Question.objects.count() == 1


@pytest.mark.parametrize("who", ["observer", "outside", "removed"])
def test_only_those_who_may_speak_here_ask(desk, dialogue, ada, dov, eve, who):
    if who == "observer":
        cast.change_roles(dialogue, dov, ada, "observer")
    elif who == "removed":
        cast.remove(dialogue, dov, by=ada)
    with pytest.raises((NotAllowed, NotFound)):
        ask(desk, eve if who == "outside" else dov)
    assert not Question.objects.exists()


def test_whoever_may_not_write_here_may_not_ask_either(desk, cleo, ben):
    """As a muted person: a guard of messages holds for questions, their correction and answers."""

    def muted(room, by):
        raise NotAllowed

    seq = ask(desk, cleo)
    guards.GUARDS.setdefault("chat.post_message", []).append(muted)
    try:
        for refused in (
            lambda: ask(desk, cleo),
            lambda: do(desk, cleo, "correct", seq, text="What?"),
            lambda: do(desk, ben, "answer", seq, text="By a levy."),
        ):
            with pytest.raises(NotAllowed):
                refused()
    finally:
        guards.GUARDS["chat.post_message"].remove(muted)
    assert Question.objects.count() == 1


def test_a_closed_room_takes_no_question_no_vote_and_no_answer(side_room, ada, ben, cleo, dov):
    arrange(side_room, ben)
    seq = ask(side_room, cleo)
    close(side_room, ada)
    for refused in (
        lambda: ask(side_room, dov),
        lambda: vote(side_room, dov, seq),
        lambda: do(side_room, cleo, "withdraw", seq),
        lambda: do(side_room, ben, "answer", seq, text="Yes."),
        lambda: do(side_room, ben, "take_up", seq),
        lambda: arrange(side_room, ben, is_open=False),
    ):
        with pytest.raises(RoomIsClosed):
            refused()


def test_an_archive_takes_none(desk, dialogue, ada, dov):
    from polylogue.dialogues.intents import run_as
    from polylogue.dialogues.particulars import archive_dialogue

    run_as(dialogue, ada, archive_dialogue, key=cast.new_key(), content=0, reach=True)
    with pytest.raises(DialogueArchived):
        ask(desk, dov)


def test_the_asker_corrects_a_question_that_nobody_has_voted_for(desk, cleo, dov):
    seq = ask(desk, cleo)
    do(desk, cleo, "correct", seq, text="How do you pay for *deep* wells?")
    assert "deep" in shown(desk, seq)["text"] and shown(desk, seq)["edited"]
    assert [entry.data for entry in entries(desk, "corrected")] == [{"question": seq}]
    with pytest.raises(NotAllowed):
        do(desk, dov, "correct", seq, text="Mine")
    vote(desk, dov, seq)
    with pytest.raises(DealtWith):
        do(desk, cleo, "correct", seq, text="Who won the match?")
    assert "deep" in row(desk, seq).text


def test_a_question_that_was_looked_at_keeps_its_words(reviewed, mia, cleo):
    seq = ask(reviewed, cleo)
    do(reviewed, cleo, "correct", seq, text="How do you pay for deep wells?")
    do(reviewed, mia, "approve", seq)
    with pytest.raises(DealtWith):
        do(reviewed, cleo, "correct", seq, text="Something quite different")
    assert row(reviewed, seq).text == "How do you pay for deep wells?"


def test_the_asker_withdraws_a_question_and_its_words_are_gone(desk, cleo, dov, ben):
    seq = ask(desk, cleo)
    vote(desk, dov, seq)
    with pytest.raises(NotAllowed):
        do(desk, dov, "withdraw", seq)
    do(desk, cleo, "withdraw", seq)
    assert row(desk, seq).text == ""
    assert shown(desk, seq) == {"key": shown(desk, seq)["key"], "state": "withdrawn"}
    for refused in ("withdraw", "vote"):
        with pytest.raises(NotFound):
            do(desk, cleo, refused, seq, **({"on": True} if refused == "vote" else {}))
    with pytest.raises(NotFound):
        do(desk, ben, "answer", seq, text="Too late.")


def test_an_answered_question_stays(desk, cleo, ben):
    seq = ask(desk, cleo)
    do(desk, ben, "answer", seq, text="By a levy.")
    with pytest.raises(DealtWith):
        do(desk, cleo, "withdraw", seq)
    assert row(desk, seq).state == "answered"


def test_a_guest_who_became_an_account_keeps_their_questions(desk, cleo, dov):
    seq = ask(desk, cleo)
    cleo.merged_into = dov
    cleo.save()
    do(desk, dov, "correct", seq, text="Who pays?")
    do(desk, dov, "withdraw", seq)
    assert row(desk, seq).state == "withdrawn"
