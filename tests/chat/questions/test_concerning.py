"""What of questions stands in “For me”: what speaks to somebody, and the answers they wait for."""

from __future__ import annotations

from django.utils import timezone

from chat.inbox import Inbox
from polylogue.dialogues.intents import participant
from polylogue.people.models import User
from tests.chat.questions.asked import arrange, ask, do
from tests.support import cast


def inbox(room, person):
    return Inbox(participant(room.dialogue_id, person.pk))


def whys(room, person):
    return [(item.why, item.place[1]) for item in inbox(room, person).items()]


def test_an_answer_reaches_whoever_asked_and_nobody_else(
    plenary, dialogue, ben, cleo, dov, sign_in
):
    arrange(plenary, ben)
    asked = ask(plenary, cleo)
    answered = do(plenary, ben, "answer", asked, text="By a *loan* of the bank.").seq
    assert whys(plenary, cleo) == [("answer", answered)]
    assert whys(plenary, dov) == whys(plenary, ben) == []
    url, client = f"/d/{dialogue.slug}/inbox", sign_in(cleo)
    assert client.get(f"/d/{dialogue.slug}/unread").json()["inbox"] == 1
    page = client.get(url).content.decode()
    assert "answered your question" in page and "<em>loan</em>" in page
    assert f"/rooms/{plenary.pk}/questions/{answered}" in page and "data-new" in page
    assert "data-new" not in client.get(url).content.decode()


def test_an_answer_that_does_not_hold_any_more_is_not_there(plenary, ben, cleo):
    arrange(plenary, ben)
    asked = ask(plenary, cleo)
    do(plenary, ben, "answer", asked, text="By a loan.")
    do(plenary, ben, "reopen", asked)
    assert whys(plenary, cleo) == []


def test_a_question_reaches_those_it_speaks_to(plenary, dialogue, ben, mia, cleo, dov, sign_in):
    arrange(plenary, ben)
    one = ask(plenary, cleo, "@Dov Peretz, who pays?")
    two = ask(plenary, dov, "For the @moderators")
    assert whys(plenary, dov) == [("question", one)]
    assert whys(plenary, mia) == [("question", two)]
    assert whys(plenary, cleo) == []
    page = sign_in(dov).get(f"/d/{dialogue.slug}/inbox").content.decode()
    assert "spoke to you in a question" in page and "who pays?" in page


def test_a_question_that_others_do_not_see_reaches_none_of_them(
    plenary, dialogue, ben, mia, cleo, dov, sign_in
):
    arrange(plenary, ben, reviewed=True)
    hidden = ask(plenary, cleo, "@Dov Peretz @Mia Kovač canary", for_crew=True)
    waits = ask(plenary, cleo, "@Dov Peretz @Mia Kovač canary")
    assert whys(plenary, dov) == []
    assert whys(plenary, mia) == [("question", waits), ("question", hidden)]
    inbox(plenary, dov).look(timezone.now())
    do(plenary, mia, "approve", waits)
    assert [(i.place[1], i.is_new) for i in inbox(plenary, dov).items()] == [(waits, True)]
    do(plenary, mia, "dismiss", waits, reason="Asked before")
    assert whys(plenary, dov) == []
    assert "canary" not in sign_in(dov).get(f"/d/{dialogue.slug}/inbox").content.decode()


def test_what_concerned_a_guest_concerns_the_account_they_became(plenary, dialogue, ben, cleo, dov):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    arrange(plenary, ben)
    asked = ask(plenary, guest)
    spoken = ask(plenary, dov, "@Gil, do you?")
    answered = do(plenary, ben, "answer", asked, text="By a loan.").seq
    guest.merged_into = cleo
    guest.save()
    assert whys(plenary, cleo) == [("answer", answered), ("question", spoken)]
