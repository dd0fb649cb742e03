"""Questions on the page of a room, and by plain forms."""

from django.urls import reverse

from chat.questions import reading
from chat.questions.models import Desk, Question, Vote
from tests.chat.questions.asked import arrange, ask, do, entries, page, row, vote
from tests.chat.reactions.test_reacting import close
from tests.dialogues.pages import words
from tests.support import cast


def url(room, name, *args):
    return reverse(f"questions:{name}", args=[room.dialogue.slug, room.pk, *args])


def press(client, room, question, do, **fields):
    """Presses a button of a question."""
    form = {"do": do, "key": cast.new_key(), **fields}
    return client.post(url(room, "question", question), form)


def test_a_page_shows_questions_by_votes_and_whether_one_has_voted(desk, cleo, dov, sign_in, later):
    first, second = ask(desk, cleo, "First?"), ask(desk, cleo, "Second?")
    vote(desk, dov, second)
    for person, voted in ((dov, "true"), (cleo, "false")):
        panel, texts = page(sign_in(person), desk)
        assert texts == ["Second?", "First?"]
        assert panel["open"] == 2
        html = sign_in(person).get(desk.get_absolute_url()).content.decode()
        part = html[html.index(f'id="question-{second}"') :]
        assert f'aria-pressed="{voted}"' in part[: part.index("question__count")]
    assert row(desk, first).votes == 0


def test_the_question_that_is_taken_up_stands_first_and_above_the_conversation(
    desk, cleo, dov, ben, sign_in
):
    first, second = ask(desk, cleo, "First?"), ask(desk, cleo, "Second?")
    vote(desk, dov, first)
    do(desk, ben, "take_up", second)
    client = sign_in(dov)
    assert page(client, desk)[1] == ["Second?", "First?"]
    (now,) = [
        p
        for p in client.get(desk.get_absolute_url()).context["stage"]
        if p["template"] == "questions/_now.html"
    ]
    assert (now["now"]["data"]["text"], now["now"]["card"]["name"]) == ("Second?", "Cleo Marin")


def test_what_can_be_done_follows_from_ones_part(desk, dialogue, ada, cleo, dov, ben, sign_in):
    ask(desk, cleo)
    html = {p: sign_in(p).get(desk.get_absolute_url()).content.decode() for p in (ben, dov)}
    assert "Take up now" in html[ben] and "Settings for the hosts" in html[ben]
    assert "Take up now" not in html[dov] and "Settings for the hosts" not in html[dov]
    assert "Your question" in html[dov]
    cast.change_roles(dialogue, dov, ada, "observer")
    assert "You are here as an observer" in words(sign_in(dov).get(desk.get_absolute_url()))


def test_a_closed_room_shows_what_was_asked_and_says_so(side_room, ada, ben, cleo, dov, sign_in):
    arrange(side_room, ben)
    ask(side_room, cleo, "Still here?")
    close(side_room, ada)
    panel, texts = page(sign_in(dov), side_room)
    assert (texts, panel["is_closed"]) == (["Still here?"], True)


def test_an_archive_shows_the_crew_what_was_asked_in_confidence(
    desk, dialogue, ada, cleo, dov, sign_in
):
    from polylogue.dialogues.intents import run_as
    from polylogue.dialogues.particulars import archive_dialogue

    ask(desk, cleo, "In confidence?", for_crew=True)
    run_as(dialogue, ada, archive_dialogue, key=cast.new_key(), content=0, reach=True)
    assert page(sign_in(ada), desk)[1] == ["In confidence?"]
    assert page(sign_in(dov), desk)[1] == []


def test_the_tab_is_new_until_the_room_was_opened_for_questions(plenary, ben, dov, sign_in):
    states = [page(sign_in(dov), plenary)[0]["state"]]
    for is_open in (True, False):
        arrange(plenary, ben, is_open=is_open)
        states.append(page(sign_in(dov), plenary)[0]["state"])
    assert states == ["new", "open", "closed"]


def test_very_many_questions_are_cut_and_it_is_said(desk, cleo, sign_in, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 2)
    for n in range(3):
        ask(desk, cleo, f"Number {n}?")
    panel, texts = page(sign_in(cleo), desk)
    assert (texts, panel["more"]) == (["Number 0?", "Number 1?"], 1)
    assert "1 more question is not shown" in words(sign_in(cleo).get(desk.get_absolute_url()))


def test_many_questions_cost_no_more_queries_than_few(
    desk, ben, cleo, dov, django_assert_max_num_queries
):
    from chat.questions.standing import desk_of
    from polylogue.dialogues.intents import participant

    by = participant(desk.dialogue_id, cleo.pk)
    for n in range(12):
        seq = ask(desk, dov, f"@Cleo Marin number {n}?")
        if n % 2:
            do(desk, ben, "answer", seq, text="Yes.")
    now = desk_of(desk)
    with django_assert_max_num_queries(6):
        found, _more = reading.lines(desk, by, now)
    assert len(found) == 12 and all(line.may_answer for line in found)


def test_what_people_write_is_text(desk, cleo, dov, ben, mia, sign_in):
    hostile = "<img src=x onerror=alert(1)>"
    seq, other = ask(desk, cleo, hostile), ask(desk, cleo, hostile + "?")
    do(desk, ben, "take_up", seq)
    do(desk, ben, "answer", other, text=hostile)
    html = sign_in(dov).get(desk.get_absolute_url()).content.decode()
    do(desk, mia, "dismiss", seq, reason=hostile)
    html += sign_in(cleo).get(desk.get_absolute_url()).content.decode()
    assert "<img src=x" not in html
    assert html.count("&lt;img src=x") > 5


# ---- plain forms -------------------------------------------------------------------------------


def test_a_plain_form_asks_once(desk, cleo, sign_in):
    form = {"text": "By a form?", "for_crew": "on", "key": cast.new_key()}
    answers = [sign_in(cleo).post(url(desk, "ask"), form) for _ in range(2)]
    question = Question.objects.get()
    assert question.for_crew
    led = f"{desk.get_absolute_url()}#question-{question.seq}"
    assert [answer["Location"] for answer in answers] == [led, led]


def test_a_plain_form_that_says_nothing_is_told_so(desk, cleo, sign_in):
    answer = sign_in(cleo).post(url(desk, "ask"), {"text": "", "key": cast.new_key()})
    assert answer.status_code == 422
    assert "Write something first." in words(answer)
    assert not Question.objects.exists()


def test_plain_forms_open_and_close_the_room(plenary, ben, sign_in):
    client = sign_in(ben)
    for form, is_open in (({"is_open": "on", "reviewed": "on"}, True), ({}, False)):
        client.post(url(plenary, "arrange"), form | {"key": cast.new_key()})
        assert (Desk.objects.get().is_open, Desk.objects.get().is_reviewed) == (is_open, is_open)


def test_plain_buttons_do_what_commands_do(desk, ben, cleo, dov, sign_in):
    seq = ask(desk, cleo)
    bens, cleos, dovs = sign_in(ben), sign_in(cleo), sign_in(dov)
    press(cleos, desk, seq, "correct", text="Other words?")
    press(dovs, desk, seq, "vote")
    assert Vote.objects.count() == 1
    press(dovs, desk, seq, "unvote")
    assert Vote.objects.count() == 0
    for button in ("take_up", "put_down", "answer_aloud", "reopen"):
        assert press(bens, desk, seq, button).status_code == 302
    press(bens, desk, seq, "answer", text="By a levy.")
    press(bens, desk, seq, "reopen")
    press(bens, desk, seq, "dismiss", reason="Asked above.")
    press(cleos, desk, seq, "withdraw")
    told = [entry.kind.split(".")[1] for entry in entries(desk)]
    assert told == [
        "arranged", "asked", "corrected", "votes_counted", "taken_up", "put_down", "answered_aloud",
        "reopened", "answered", "reopened", "dismissed", "dismissal_explained", "withdrawn",
    ]  # fmt: skip


def test_a_waiting_question_is_let_through_by_a_plain_button(reviewed, mia, cleo, sign_in):
    seq = ask(reviewed, cleo)
    press(sign_in(mia), reviewed, seq, "approve")
    assert row(reviewed, seq).is_shown


def test_an_unknown_button_does_nothing(desk, cleo, sign_in):
    seq = ask(desk, cleo)
    assert press(sign_in(cleo), desk, seq, "eat").status_code == 422
    assert row(desk, seq).state == "open"


def test_a_refused_button_says_why(desk, cleo, dov, ben, sign_in):
    seq = ask(desk, cleo)
    do(desk, ben, "answer", seq, text="By a levy.")
    answer = press(sign_in(ben), desk, seq, "answer", text="Again.")
    assert answer.status_code == 409 and "answered meanwhile" in words(answer)
    assert press(sign_in(dov), desk, seq, "reopen").status_code == 403
