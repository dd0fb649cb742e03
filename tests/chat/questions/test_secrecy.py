"""Who sees which question: hidden, waiting, set aside and withdrawn ones leave no trace for others."""

import pytest
from django.urls import reverse

from chat.questions.models import Answer, Question
from polylogue.kit.refusals import NotFound
from polylogue.log import redaction, writer
from polylogue.log.intents import Intent
from polylogue.search import following
from polylogue.search.models import Passage
from polylogue.transcripts.export import jsonl, markdown, transcript_of
from polylogue.transcripts.extract import extract
from tests.chat.questions.asked import ask, do, entries, page, row, shown, vote
from tests.dialogues.pages import words
from tests.support import cast

CANARY = "Zaunkönig"


def hide(room, asker, mia, how):
    """Has cleo ask something that only she and the crew may see."""
    if how == "waiting":
        cast.do(room, mia, "questions.arrange", is_open=True, reviewed=True)
    seq = ask(room, asker, f"Is the {CANARY} safe?", for_crew=how == "for_crew")
    if how == "dismissed":
        do(room, mia, "dismiss", seq, reason=f"About the {CANARY} another time.")
    return seq


@pytest.fixture(params=["for_crew", "waiting", "dismissed"])
def hidden(request, desk, cleo, mia):
    return hide(desk, cleo, mia, request.param)


def test_a_page_shows_it_to_its_asker_and_the_crew_alone(desk, hidden, cleo, dov, mia, sign_in):
    for person, sees in ((cleo, True), (mia, True), (dov, False)):
        html = sign_in(person).get(desk.get_absolute_url()).content.decode()
        panel, texts = page(sign_in(person), desk)
        assert (CANARY in html) == sees, person
        assert (len(texts), panel["more"]) == (int(sees), 0)
        assert f"question-{hidden}" in html or not sees
        if not sees:
            assert panel["open"] == 0


def test_no_entry_carries_it_to_others(desk, hidden, cleo, dov, mia, sign_in):
    url = reverse("rooms:entries", args=[desk.dialogue.slug, desk.stream_id])
    for person, sees in ((cleo, True), (mia, True), (dov, False)):
        frame = sign_in(person).get(url, {"after": 0}).content.decode()
        assert (CANARY in frame) == sees, person


def test_nobody_else_can_vote_for_it_nor_find_its_address(desk, hidden, dov, cleo, sign_in):
    with pytest.raises(NotFound):
        vote(desk, dov, hidden)
    url = reverse("questions:question", args=[desk.dialogue.slug, desk.pk, hidden])
    assert sign_in(dov).get(url).status_code == 404
    assert sign_in(cleo).get(url).status_code == 302


def test_the_search_finds_it_for_nobody_else(desk, dialogue, hidden, cleo, dov, sign_in):
    url = reverse("search:find", args=[dialogue.slug])
    assert "Nothing found" in words(sign_in(dov).get(url, {"q": CANARY}))
    of_the_person = {"author": cleo.pk, "kind": "question"}
    assert "Nothing found" in words(sign_in(dov).get(url, of_the_person))


def test_an_extract_holds_nothing_of_it(desk, dialogue, ada, cleo, mia):
    cast.set_rule(desk, ada, "public")
    for how in ("for_crew", "dismissed", "waiting"):
        hide(desk, cleo, mia, how)
    document = "".join(extract(transcript_of(dialogue)))
    assert CANARY not in document and "of what stays in its room" not in document


def test_whoever_looks_as_a_participant_sees_what_participants_see(desk, hidden, mia, sign_in):
    client = sign_in(mia)
    assert CANARY in client.get(desk.get_absolute_url()).content.decode()
    look = reverse("dialogues:look", args=[desk.dialogue.slug])
    client.post(look, {"as": "participant", "key": cast.new_key()})
    assert CANARY not in client.get(desk.get_absolute_url()).content.decode()


async def test_the_socket_hands_it_to_its_asker_and_the_crew(plenary, ben, mia, cleo, dov, join):
    from tests.rooms import scenes

    await scenes.do(plenary, ben, "questions.arrange", is_open=True, reviewed=False)
    sockets = {p: await join(plenary, as_=p) for p in (mia, cleo, dov)}
    asking = {"text": f"Is the {CANARY} safe?", "for_crew": True}
    asked = await scenes.do(plenary, cleo, "questions.ask", **asking)
    await scenes.do(plenary, ben, "questions.answer", question=asked.seq, text="It is.")
    await scenes.post(plenary, ben, "The end")
    for person, socket in sockets.items():
        count = 1 if person == dov else 3
        heard = [item["kind"] for item in await socket.items(count, plenary.stream_id)]
        hidden = ["questions.asked", "questions.answered"]
        assert heard == [*(hidden if person != dov else []), "chat.message_posted"]


def test_its_answer_is_as_hidden(desk, dialogue, cleo, dov, mia, sign_in):
    seq = ask(desk, cleo, "What is secret?", for_crew=True)
    do(desk, mia, "answer", seq, text=f"The {CANARY}.")
    url = reverse("search:find", args=[dialogue.slug])
    for person, sees in ((cleo, True), (mia, True), (dov, False)):
        client = sign_in(person)
        assert (CANARY in client.get(desk.get_absolute_url()).content.decode()) == sees
        assert ("1 found" in words(client.get(url, {"q": CANARY}))) == sees
    with pytest.raises(NotFound):
        do(desk, dov, "answer", seq, text="Really?")


# ---- what is shown to everyone -----------------------------------------------------------------


def test_a_question_and_its_answer_are_found_each_as_what_it_is(
    desk, dialogue, cleo, dov, ben, sign_in
):
    seq = ask(desk, cleo, "Who pays for wells?")
    do(desk, ben, "answer", seq, text="Wells are paid by a levy.")
    url, client = reverse("search:find", args=[dialogue.slug]), sign_in(dov)
    found = client.get(url, {"q": "wells"}).context["page"].results
    assert [(str(r.kind), r.card["name"]) for r in found] == [
        ("Answers", "Ben Okoro"), ("Questions", "Cleo Marin"),
    ]  # fmt: skip
    for result in found:
        led = client.get(result.url)
        assert led["Location"] == f"{desk.get_absolute_url()}#question-{seq}"
    assert "1 found" in words(client.get(url, {"q": "wells", "kind": "answer"}))


def test_what_is_approved_is_found_by_everyone_as_its_askers(
    reviewed, dialogue, cleo, dov, mia, sign_in
):
    seq = ask(reviewed, cleo, f"Is the {CANARY} safe?")
    url, client = reverse("search:find", args=[dialogue.slug]), sign_in(dov)
    assert "Nothing found" in words(client.get(url, {"q": CANARY}))
    do(reviewed, mia, "approve", seq)
    (result,) = client.get(url, {"q": CANARY}).context["page"].results
    assert result.card["name"] == "Cleo Marin"
    do(reviewed, mia, "dismiss", seq, reason="After all not.")
    assert "Nothing found" in words(client.get(url, {"q": CANARY}))


@pytest.mark.parametrize("what", ["reopen", "withdraw"])
def test_what_is_not_shown_any_more_is_not_found_any_more(
    desk, dialogue, cleo, ben, dov, sign_in, what
):
    seq = ask(desk, cleo, f"Is the {CANARY} safe?")
    url, client = reverse("search:find", args=[dialogue.slug]), sign_in(dov)
    if what == "reopen":
        do(desk, ben, "answer", seq, text=f"The {CANARY} is safe.")
        assert "2 found" in words(client.get(url, {"q": CANARY}))
        do(desk, ben, "reopen", seq)
        assert "1 found" in words(client.get(url, {"q": CANARY}))
    else:
        assert "1 found" in words(client.get(url, {"q": CANARY}))
        do(desk, cleo, "withdraw", seq)
        assert "Nothing found" in words(client.get(url, {"q": CANARY}))


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("private", None),
        ("unattributed", "From the room"),
        ("by_city", "From Lyon"),
        ("public", "From Cleo Marin"),
    ],
)
def test_an_extract_tells_questions_and_answers_as_the_rule_says(
    desk, dialogue, ada, cleo, ben, rule, by
):
    cast.set_rule(desk, ada, rule)
    seq = ask(desk, cleo, "Who pays for wells?")
    do(desk, ben, "answer", seq, text="All of us.")
    document = "".join(extract(transcript_of(dialogue)))
    assert ("> Who pays for wells?" in document) == ("> All of us." in document) == (by is not None)
    assert by is None or by in document
    assert ("Cleo" in document) == (rule == "public")


def test_what_was_asked_in_confidence_stays_though_it_was_approved_in_public(
    reviewed, dialogue, ada, cleo, mia
):
    seq = ask(reviewed, cleo, f"Is the {CANARY} safe?")
    cast.set_rule(reviewed, ada, "public")
    do(reviewed, mia, "approve", seq)
    assert CANARY not in "".join(extract(transcript_of(dialogue)))


def test_a_transcript_tells_questions_votes_and_answers_in_order(desk, dialogue, cleo, dov, ben):
    seq = ask(desk, cleo, "Who pays for wells?")
    vote(desk, dov, seq)
    do(desk, ben, "answer", seq, text="All of us.")
    told = "".join(markdown(transcript_of(dialogue)))
    order = ["Cleo Marin asked", "> Who pays for wells?", f"Votes: 1 (question {seq})"]
    order += [f"Ben Okoro answered question {seq}", "> All of us."]
    places = [told.index(part) for part in order]
    assert places == sorted(places)
    lines = b"".join(jsonl(transcript_of(dialogue))).decode()
    assert '"text":"Who pays for wells?"' in lines and '"text":"All of us."' in lines


def redact(room, seq, by):
    act = lambda: redaction.redact(room.stream_id, seq, by=by.pk)  # noqa: E731
    writer.run(Intent(act=act, actor=by.pk, streams=(room.stream_id,), lane=0))


def test_removing_a_question_for_good_removes_its_words_everywhere(
    desk, dialogue, ada, cleo, ben, dov
):
    seq = ask(desk, cleo, f"Is the {CANARY} safe?")
    vote(desk, dov, seq)
    do(desk, ben, "take_up", seq)
    given = do(desk, ben, "answer", seq, text=f"The {CANARY} is safe.").seq
    following.catch_up([desk.stream_id])
    redact(desk, seq, ada)
    following.catch_up([desk.stream_id])
    kept = [*Question.objects.values_list("text"), *Answer.objects.values_list("text")]
    kept += Passage.objects.values_list("words")
    assert CANARY.lower() not in str(kept).lower()
    assert "text" not in shown(desk, given)
    document = "".join(markdown(transcript_of(dialogue)))
    assert (
        CANARY not in document and CANARY not in b"".join(jsonl(transcript_of(dialogue))).decode()
    )


def test_removing_an_answer_for_good_leaves_its_question(
    desk, dialogue, ada, cleo, ben, dov, sign_in
):
    seq = ask(desk, cleo)
    given = do(desk, ben, "answer", seq, text=f"Ask the {CANARY}.").seq
    redact(desk, given, ada)
    assert Answer.objects.get().text == ""
    assert row(desk, seq).text
    assert CANARY not in sign_in(dov).get(desk.get_absolute_url()).content.decode()
    assert len(entries(desk, "answered")) == 1
