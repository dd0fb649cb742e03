"""Letters: people reach those behind a good practice, and nobody learns what was not given."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from polylogue.followup.letters import actions, reading
from polylogue.followup.letters.actions import AnsweredAlready, TooManyLetters
from polylogue.followup.letters.reaching import Unreachable
from polylogue.followup.models import Letter, Reply, SenderBlock
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.log.models import Entry
from polylogue.people.models import User
from tests.dialogues.pages import send, words
from tests.followup import practices
from tests.followup.practices import as_
from tests.support import cast

LETTERS = reverse("library:letters")


@pytest.fixture
def open_one(plenary, ada, cleo):
    """A good practice of cleo's words, open to the network, with a naming."""

    def make(naming="named", text="We painted the street."):
        seq = cast.post(plenary, cleo, text).seq
        practice = practices.pin(plenary, ada, seq, visibility="network")
        practices.give(practice, cleo, naming=naming)
        return practice

    return make


def do(practice, by, act):
    stream = practice.dialogue.stream_id
    return writer.run(Intent(act=act, actor=by.pk, streams=(stream,), lane=stream)).result


def write(practice, by, text="How did you pay for it?", shares_email=False):
    act = lambda: actions.write(practice.pk, by, text=text, shares_email=shares_email)  # noqa: E731
    return Letter.objects.get(pk=do(practice, by, act))


def answer(practice, by, text="By a grant.", shares_email=False):
    (reply,) = Reply.objects.filter(letter__practice=practice, answer="open")
    do(practice, by, lambda: actions.answer(reply.pk, by, text=text, shares_email=shares_email))


def decline(practice, by, **how):
    (reply,) = Reply.objects.filter(letter__practice=practice, answer="open")
    do(practice, by, lambda: actions.decline(reply.pk, by, **how))


def choose(practice, by, is_reachable):
    do(practice, by, lambda: actions.choose(practice.pk, by, is_reachable=is_reachable))


def stop(practice, by, on=True):
    as_(practice.dialogue, by, lambda part: actions.stop(practice.pk, part, on=on))


def told(dialogue):
    entries = Entry.objects.filter(stream=dialogue.stream, kind__startswith="followup.letter")
    return [(e.kind[9:], e.audience, e.person_id) for e in entries.order_by("seq")]


def test_a_letter_reaches_those_behind_it_and_the_answer_its_sender(open_one, dialogue, cleo, eve):
    practice = open_one()
    letter = write(practice, eve)
    assert [reply.person for reply in letter.replies.all()] == [cleo]
    assert (reading.waiting(cleo.pk), reading.waiting(eve.pk)) == (1, 0)
    answer(practice, cleo)
    assert (reading.waiting(cleo.pk), reading.waiting(eve.pk)) == (0, 1)
    (sent,) = reading.sent(eve)
    (said,) = sent.answers
    assert (said.reply.text, said.name, said.email) == ("By a grant.", "", "")
    assert told(dialogue) == [
        ("letter_sent", "person", cleo.pk),
        ("letter_answered", "person", eve.pk),
    ]
    system = User.objects.system()
    entries = Entry.objects.filter(stream=dialogue.stream, kind__startswith="followup.letter")
    assert {entry.actor_id for entry in entries} == {system.pk}
    assert all(set(entry.data) == {"practice", "letter"} for entry in entries)


def test_both_get_mail_that_shows_no_address(open_one, cleo, eve):
    practice = open_one()
    write(practice, eve)
    answer(practice, cleo)
    to_cleo, to_eve = mail.outbox[-2:]
    assert (to_cleo.to, to_eve.to) == (["cleo@example.org"], ["eve@example.org"])
    assert "How did you pay for it?" in to_cleo.body and "By a grant." in to_eve.body
    assert "eve@" not in str(to_cleo.message())
    assert "cleo" not in str(to_eve.message()).casefold()


def test_an_address_is_shown_where_it_is_shared(open_one, cleo, eve):
    practice = open_one()
    write(practice, eve, shares_email=True)
    answer(practice, cleo, shares_email=True)
    to_cleo, to_eve = mail.outbox[-2:]
    assert "eve@example.org" in to_cleo.body and "cleo@example.org" in to_eve.body
    assert reading.sent(eve)[0].answers[0].email == "cleo@example.org"


@pytest.mark.parametrize(
    ("naming", "chosen", "is_reached"),
    [
        ("named", None, True),
        ("named", False, False),
        ("city", None, False),
        ("city", True, True),
        ("hidden", None, False),
        ("hidden", True, True),
        ("hidden", False, False),
    ],
)
def test_whoever_is_shown_by_name_can_be_reached_and_whoever_wishes(
    open_one, cleo, eve, naming, chosen, is_reached
):
    practice = open_one(naming)
    if chosen is not None:
        choose(practice, cleo, chosen)
    if is_reached:
        write(practice, eve)
    else:
        with pytest.raises(Unreachable):
            write(practice, eve)
    assert Letter.objects.exists() == is_reached


def test_an_answer_names_its_author_to_those_alone_who_can_follow_the_room(
    open_one, cleo, dov, eve, sign_in
):
    practice = open_one("hidden")
    choose(practice, cleo, True)
    write(practice, eve)
    answer(practice, cleo)
    assert reading.sent(eve)[0].answers[0].name == ""
    page = words(sign_in(eve).get(LETTERS))
    assert "Somebody behind it" in page and "By a grant." in page and "Cleo" not in page
    write(practice, dov)
    answer(practice, cleo)
    assert "Cleo Marin" in words(sign_in(dov).get(LETTERS))


def test_a_practice_that_is_gone_is_named_no_more(open_one, cleo, eve, sign_in):
    practice = open_one()
    write(practice, eve)
    answer(practice, cleo)
    practices.withdraw(practice, cleo)
    page = words(sign_in(eve).get(LETTERS))
    assert "that you cannot see any more" in page
    assert "Cleo" not in page and "30 km/h" not in page and "By a grant." in page
    with pytest.raises(NotFound):
        write(practice, eve)


def test_several_authors_each_answer_for_themselves(plenary, ada, cleo, dov, eve):
    said = [cast.post(plenary, cleo, "Paint").seq, cast.post(plenary, dov, "Planters").seq]
    practice = practices.pin(plenary, ada, *said, visibility="network")
    practices.give(practice, cleo)
    practices.give(practice, dov, naming="hidden")
    with pytest.raises(Unreachable):
        write(practice, eve)
    choose(practice, dov, True)
    letter = write(practice, eve)
    assert [reply.person for reply in letter.replies.all()] == [dov]


def test_a_guest_that_became_an_account_is_reached_there(plenary, dialogue, ada, eve):
    guest = User.objects.create_user(None, display_name="Guest")
    cast.enrol(dialogue, guest, "participant")
    practice = practices.pin(plenary, ada, cast.post(plenary, guest).seq, visibility="network")
    practices.give(practice, guest)
    mail.outbox.clear()
    write(practice, eve)
    assert mail.outbox == []
    assert len(reading.received(guest)) == 1
    account = cast.person("later")
    User.objects.filter(pk=guest.pk).update(merged_into=account, is_active=False)
    assert len(reading.received(account)) == 1 and reading.waiting(account.pk) == 1
    zoe = cast.person("zoe")
    assert [reply.person for reply in write(practice, zoe).replies.all()] == [account]


def test_declining_says_no_more_than_that_and_can_be_for_good(open_one, cleo, eve):
    practice, other = open_one(), open_one(text="We planted trees.")
    write(practice, eve)
    decline(practice, cleo)
    write(practice, eve, "One more thing")
    decline(practice, cleo, block=True)
    assert {reply.answer for reply in Reply.objects.all()} == {"declined"}
    for again in (practice, other):
        with pytest.raises(Unreachable):
            write(again, eve)
    assert SenderBlock.objects.get().sender == eve
    write(other, cast.person("zoe"))


def test_letters_have_a_pace(open_one, cleo, eve):
    first = open_one()
    write(first, eve)
    with pytest.raises(TooManyLetters):
        write(first, eve)
    for number in range(actions.LETTERS_A_DAY - 1):
        write(open_one(text=f"Practice number {number}"), eve)
    late = open_one(text="The last one")
    with pytest.raises(TooManyLetters):
        write(late, eve)
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=1, minutes=1))
    write(late, eve)


def test_an_answer_is_given_once_and_by_nobody_else(open_one, cleo, dov, eve):
    practice = open_one()
    write(practice, eve)
    (reply,) = Reply.objects.all()
    for other in (dov, eve):
        act = lambda who=other: actions.answer(reply.pk, who, text="Me!", shares_email=False)  # noqa: E731
        with pytest.raises(NotFound):
            do(practice, other, act)
    answer(practice, cleo)
    with pytest.raises(AnsweredAlready):
        do(practice, cleo, lambda: actions.decline(reply.pk, cleo))
    reply.refresh_from_db()
    assert (reply.answer, reply.text) == ("written", "By a grant.")


def test_nothing_is_no_letter(open_one, eve):
    practice = open_one()
    with pytest.raises(Invalid):
        write(practice, eve, text="")
    assert not Letter.objects.exists()


def test_nobody_writes_to_themselves_and_nobody_who_was_removed_writes(
    open_one, dialogue, ada, cleo, dov
):
    practice = open_one()
    with pytest.raises(Unreachable):
        write(practice, cleo)
    cast.remove(dialogue, dov, by=ada)
    with pytest.raises(Unreachable):
        write(practice, dov)


def test_whoever_left_by_themselves_may_write(open_one, dialogue, cleo, dov):
    practice = open_one()
    cast.remove(dialogue, dov, by=dov)
    assert write(practice, dov)


def test_the_crew_can_stop_letters_and_let_them_through(open_one, dialogue, mia, cleo, eve):
    practice = open_one()
    with pytest.raises(NotAllowed):
        stop(practice, cleo)
    stop(practice, mia)
    stop(practice, mia)
    with pytest.raises(Unreachable):
        write(practice, eve)
    stop(practice, mia, on=False)
    write(practice, eve)
    assert told(dialogue)[:2] == [
        ("letters_stopped", "crew", None),
        ("letters_let_through", "crew", None),
    ]


def test_letters_go_on_when_the_dialogue_is_archived(open_one, dialogue, cleo, eve, mia):
    practice = open_one()
    dialogue.archived_at = timezone.now()
    dialogue.save()
    write(practice, eve)
    answer(practice, cleo)
    stop(practice, mia)


def test_only_those_behind_it_choose(open_one, dov):
    practice = open_one()
    with pytest.raises(NotFound):
        choose(practice, dov, True)


def test_the_pages_lead_there_and_back(open_one, cleo, eve, client, sign_in):
    practice = open_one()
    page = practice.get_absolute_url()
    url = reverse("library:write", args=[practice.pk])
    assert client.get(url).status_code == 302
    assert url in sign_in(eve).get(page).content.decode()
    assert url not in sign_in(cleo).get(page).content.decode()
    wrong = send(sign_in(eve), url, text=" \u200b ")
    assert wrong.status_code == 422 and "Please write something." in words(wrong)
    key = cast.new_key()
    for _ in range(2):
        assert send(sign_in(eve), url, key=key, text="<i>Hello</i>").status_code == 302
    (reply,) = Reply.objects.all()
    inbox = sign_in(cleo).get(LETTERS)
    assert "Eve Stone" in words(inbox) and "&lt;i&gt;Hello" in inbox.content.decode()
    assert "eve@example.org" not in words(inbox)
    back = reverse("library:answer", args=[reply.pk])
    empty = send(sign_in(cleo), back, says="answer", text="")
    assert empty.status_code == 422 and "This field is required." in words(empty)
    assert send(sign_in(cleo), back, says="answer", text="Gladly").status_code == 302
    assert "Gladly" in words(sign_in(eve).get(LETTERS)) and reading.waiting(eve.pk) == 0
    assert send(sign_in(cleo), back, says="decline").status_code == 422
    assert sign_in(eve).post(back, {"key": cast.new_key(), "says": "decline"}).status_code == 404


def test_an_author_chooses_on_the_page(open_one, cleo, eve, sign_in):
    practice = open_one("hidden")
    page, url = practice.get_absolute_url(), reverse("library:reachable", args=[practice.pk])
    assert "Let others write to me" in words(sign_in(cleo).get(page))
    assert "Write to them" not in words(sign_in(eve).get(page))
    send(sign_in(cleo), url, reachable="yes")
    assert "Nobody shall write to me" in words(sign_in(cleo).get(page))
    assert "Write to them" in words(sign_in(eve).get(page))
