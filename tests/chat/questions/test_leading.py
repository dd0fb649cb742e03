"""What the crew does with questions: answer, look at, set aside, take up."""

import pytest

from chat.questions.models import Answer, Desk
from chat.questions.standing import DealtWith
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from tests.chat.questions.asked import ask, do, entries, row, shown
from tests.support import cast


def test_an_answer_stands_with_its_question(desk, cleo, ben):
    seq = ask(desk, cleo)
    given = do(desk, ben, "answer", seq, text="By a *levy*.").seq
    assert (row(desk, seq).state, row(desk, seq).answer) == ("answered", given)
    (entry,) = entries(desk, "answered")
    assert (entry.actor, entry.data) == (ben, {"question": seq})
    assert shown(desk, given)["html"].strip() == "<p>By a <em>levy</em>.</p>"


def test_a_question_has_one_answer_until_it_is_opened_again(desk, cleo, ben, mia):
    seq = ask(desk, cleo)
    first = do(desk, ben, "answer", seq, text="By a levy.").seq
    with pytest.raises(DealtWith):
        do(desk, mia, "answer", seq, text="By a tax.")
    do(desk, mia, "reopen", seq)
    assert (row(desk, seq).state, "text" in shown(desk, first)) == ("open", False)
    second = do(desk, mia, "answer", seq, text="By a tax.").seq
    assert "text" not in shown(desk, first) and shown(desk, second)["text"] == "By a tax."
    assert Answer.objects.count() == 2


def test_what_was_answered_aloud_may_be_written_down_later(desk, cleo, ben):
    seq = ask(desk, cleo)
    do(desk, ben, "answer_aloud", seq)
    assert (row(desk, seq).state, row(desk, seq).answer) == ("answered", None)
    with pytest.raises(DealtWith):
        do(desk, ben, "answer_aloud", seq)
    do(desk, ben, "answer", seq, text="By a levy, as was said.")
    assert row(desk, seq).answer


def test_whom_a_question_speaks_to_answers_it_and_others_do_not(desk, dialogue, cleo, dov):
    other = cast.person("gil")
    cast.enrol(dialogue, other, "participant")
    seq = ask(desk, cleo, "@Dov Peretz what did it cost?")
    with pytest.raises(NotAllowed):
        do(desk, other, "answer", seq, text="A fortune.")
    do(desk, dov, "answer", seq, text="Very little.")
    assert Answer.objects.get().author == dov
    with pytest.raises(NotAllowed):
        do(desk, dov, "reopen", seq)


def test_a_question_is_set_aside_and_only_the_crew_and_its_asker_read_why(desk, cleo, mia):
    seq = ask(desk, cleo)
    do(desk, mia, "dismiss", seq, reason="It is asked above.")
    gone, explained = entries(desk, "dismissed", "dismissal_explained")
    assert shown(desk, gone.seq) == {"question": seq, "state": "dismissed"}
    assert shown(desk, seq).keys() == {"key", "state"}
    assert shown(desk, explained.seq)["reason"] == "It is asked above."
    assert (gone.audience, explained.audience, explained.person) == ("everyone", "crew", cleo)
    do(desk, mia, "reopen", seq)
    assert shown(desk, seq)["text"] == "How do you pay for wells?"
    assert row(desk, seq).reason == ""


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_whoever_sets_a_question_aside_says_why(desk, cleo, mia, reason):
    seq = ask(desk, cleo)
    with pytest.raises(Invalid):
        do(desk, mia, "dismiss", seq, reason=reason)
    assert row(desk, seq).state == "open"


def test_a_question_that_is_looked_at_first_appears_when_it_is_approved(reviewed, cleo, mia):
    seq = ask(reviewed, cleo)
    (asked,) = entries(reviewed, "asked")
    assert (row(reviewed, seq).state, asked.audience, asked.person) == ("waiting", "crew", cleo)
    do(reviewed, mia, "approve", seq)
    (approved,) = entries(reviewed, "approved")
    assert approved.audience == "everyone"
    assert approved.data == {"question": seq, "person": cleo.pk}
    assert shown(reviewed, approved.seq)["text"] == "How do you pay for wells?"
    with pytest.raises(DealtWith):
        do(reviewed, mia, "approve", seq)


def test_a_question_that_is_declined_is_never_shown_and_may_be_looked_at_again(reviewed, cleo, mia):
    seq = ask(reviewed, cleo)
    do(reviewed, mia, "dismiss", seq, reason="Not today.")
    assert {e.audience for e in entries(reviewed) if e.kind != "questions.arranged"} == {"crew"}
    do(reviewed, mia, "reopen", seq)
    assert row(reviewed, seq).state == "waiting"


def test_nothing_is_answered_or_taken_up_before_it_was_looked_at(reviewed, cleo, ben):
    seq = ask(reviewed, cleo)
    for what, args in (("answer", {"text": "Yes."}), ("answer_aloud", {}), ("take_up", {})):
        with pytest.raises(DealtWith):
            do(reviewed, ben, what, seq, **args)


def test_what_the_crew_asks_does_not_wait(reviewed, ben):
    assert row(reviewed, ask(reviewed, ben)).state == "open"


def test_one_question_is_taken_up_at_a_time(desk, cleo, ben):
    first, second = ask(desk, cleo), ask(desk, cleo, "And for roads?")
    for question in (first, second, second):
        do(desk, ben, "take_up", question)
    assert Desk.objects.get().current == second
    do(desk, ben, "put_down", first)
    assert Desk.objects.get().current == second
    do(desk, ben, "put_down", second)
    assert Desk.objects.get().current is None
    told = [
        (e.kind.split(".")[1], e.data["question"]) for e in entries(desk, "taken_up", "put_down")
    ]
    assert told == [("taken_up", first), ("taken_up", second), ("put_down", second)]


@pytest.mark.parametrize(
    ("who", "what", "args"),
    [
        ("ben", "answer_aloud", {}),
        ("ben", "answer", {"text": "By a levy."}),
        ("ben", "dismiss", {"reason": "It is asked above."}),
        ("cleo", "withdraw", {}),
    ],
)
def test_a_question_that_is_done_is_not_taken_up_any_more(desk, ben, cleo, who, what, args):
    seq = ask(desk, cleo)
    do(desk, ben, "take_up", seq)
    do(desk, {"ben": ben, "cleo": cleo}[who], what, seq, **args)
    assert Desk.objects.get().current is None
    assert [entry.data for entry in entries(desk, "put_down")] == [{"question": seq}]


@pytest.mark.parametrize(
    "what", ["answer", "answer_aloud", "reopen", "approve", "dismiss", "take_up", "put_down"]
)
def test_a_participant_leads_nothing(desk, cleo, dov, what):
    seq = ask(desk, cleo)
    before = len(entries(desk))
    more = {"answer": {"text": "Yes."}, "dismiss": {"reason": "No."}}
    with pytest.raises(NotAllowed):
        do(desk, dov, what, seq, **more.get(what, {}))
    assert len(entries(desk)) == before


@pytest.mark.parametrize("what", ["answer_aloud", "take_up", "approve"])
def test_a_question_of_another_room_is_not_there(desk, side_room, cleo, ben, what):
    seq = ask(desk, cleo)
    with pytest.raises(NotFound):
        do(side_room, ben, what, seq)
