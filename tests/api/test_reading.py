"""What programs read: people, rooms, the log from a cursor on, ideas; and what they never do."""

from __future__ import annotations

import pytest

from polylogue.dialogues import particulars
from polylogue.followup.ideas import writing as planning
from polylogue.log import redaction, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Stream
from tests.api.conftest import act, elsewhere, make
from tests.chat.polls import scenes as polling
from tests.support import cast
from tests.whiteboard import scenes as boarding


@pytest.fixture
def entries(program, plenary):
    return lambda **query: program.read(f"/streams/{plenary.stream_id}/entries", **query)


@pytest.fixture
def record(program, plenary):
    return lambda **query: program.read(f"/streams/{plenary.stream_id}/record", **query)


def said_in(page):
    return [item["said"]["text"] for item in page["items"] if item["said"]]


def test_the_dialogue_is_told_with_its_programme_and_stream(program, dialogue):
    found = program.read("")
    assert found["title"] == dialogue.title and found["sessions"] == []
    stream = Stream.objects.get(pk=dialogue.stream_id)
    assert found["stream"] == {
        "stream": stream.pk,
        "epoch": stream.epoch,
        "head": stream.head,
        "of": "dialogue",
    }


def test_people_are_told_with_their_roles_and_whether_they_are_in(program, dialogue, ada, dov):
    cast.remove(dialogue, dov, ada)
    people = {one["name"]: one for one in program.read("/people")["items"]}
    assert people["Ben Okoro"]["roles"] == ["facilitator"]
    assert people["Ben Okoro"]["place"] == "Lagos, Nigeria"
    assert people["Dov Peretz"]["state"] == "removed"
    assert "@" not in str(people)


def test_people_come_in_pages_that_together_are_all_of_them(program):
    seen, after = [], 0
    while after is not None:
        page = program.read("/people", after=after, limit=2)
        seen += [one["name"] for one in page["items"]]
        after = page["next"]
    assert seen == [one["name"] for one in program.read("/people")["items"]]
    assert len(seen) == 5


def test_rooms_are_told_with_where_their_streams_stand(program, plenary, side_room, ben):
    boarding.opened(side_room, ben)
    first, second = program.read("/rooms")["items"]
    assert (first["title"], first["kind"], first["rule"]) == ("Plenary", "plenary", "private")
    assert [one["of"] for one in second["streams"]] == ["room", "annex"]
    stream = Stream.objects.get(pk=plenary.stream_id)
    assert first["streams"][0]["head"] == stream.head


@pytest.mark.parametrize(
    ("rule", "author"),
    [
        ("unattributed", {}),
        ("by_city", {"city": "Lyon"}),
        ("public", {"name": "Cleo Marin", "place": "Lyon, France", "city": "Lyon"}),
    ],
)
def test_what_was_said_is_told_as_its_rule_lets_it(entries, plenary, ada, cleo, rule, author):
    cast.set_rule(plenary, ada, rule)
    cast.post(plenary, cleo, "Trees cool streets.")
    (item,) = [item for item in entries()["items"] if item["said"]]
    assert item["said"] == {"text": "Trees cool streets.", "rule": rule, "author": author}


def test_what_stays_in_its_room_is_told_to_have_been_said_and_no_more(entries, plenary, cleo):
    cast.post(plenary, cleo, "Between us.")
    page = entries()
    assert [item["kind"] for item in page["items"] if item["stays"]] == ["chat.message_posted"]
    assert "Between us" not in str(page) and "Cleo" not in str(page)


def test_whoever_is_spoken_to_is_not_named_where_authors_are_not(entries, plenary, ada, cleo):
    cast.set_rule(plenary, ada, "by_city")
    cast.post(plenary, cleo, "@Dov Peretz what do you say?")
    assert said_in(entries()) == ["@… what do you say?"]


def test_a_rule_holds_for_what_was_said_under_it(entries, plenary, ada, cleo):
    cast.post(plenary, cleo, "In confidence.")
    cast.set_rule(plenary, ada, "public")
    cast.post(plenary, cleo, "For all.")
    assert said_in(entries()) == ["For all."]


def test_what_was_hidden_deleted_or_removed_is_not_told(entries, record, plenary, ada, mia, cleo):
    cast.set_rule(plenary, ada, "public")
    hidden, deleted, removed = (cast.post(plenary, cleo, text).seq for text in ("A1", "B2", "C3"))
    cast.do(plenary, mia, "moderation.hide_message", message=hidden)
    cast.do(plenary, cleo, "chat.delete_message", message=deleted)
    _redact(plenary, removed, ada)
    assert said_in(entries()) == []
    assert not any(text in str(record()) for text in ("A1", "B2", "C3"))


def test_a_corrected_message_is_told_as_it_says_now(entries, record, plenary, ada, cleo):
    cast.set_rule(plenary, ada, "public")
    seq = cast.post(plenary, cleo, "Tramms.").seq
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Trams.")
    assert said_in(entries()) == ["Trams."]
    assert "Tramms" not in str(record())


def test_what_was_told_to_the_crew_is_in_the_record_alone(program, dialogue, ada):
    stream = f"/streams/{dialogue.stream_id}"
    made = "api.token_made"
    recorded = [item for item in program.read(f"{stream}/record")["items"] if item["kind"] == made]
    assert [item["audience"] for item in recorded] == ["crew"]
    assert made not in str(program.read(f"{stream}/entries"))


def test_what_was_told_to_one_person_is_told_to_no_program(program, plenary, ben, dov):
    cast.do(plenary, ben, "questions.arrange", is_open=True, reviewed=False)
    cast.do(plenary, dov, "rooms.raise_hand")
    for path in ("entries", "record"):
        page = program.read(f"/streams/{plenary.stream_id}/{path}")
        assert all(item.get("audience", "everyone") != "person" for item in page["items"])


def test_the_record_names_who_said_what(record, plenary, cleo):
    cast.post(plenary, cleo, "Trees cool streets.")
    page = record()
    (item,) = [item for item in page["items"] if item["kind"] == "chat.message_posted"]
    assert item["data"]["text"] == "Trees cool streets." and "html" not in item["data"]
    assert page["people"][str(item["by"])]["name"] == "Cleo Marin"


def test_a_poll_shows_no_result_before_the_room_sees_one(record, plenary, ben, cleo):
    poll = polling.opened(plenary, ben, results="closed")
    polling.vote(plenary, cleo, poll, 0)
    assert not any(results_in(record()["items"]))
    polling.close(plenary, ben, poll)
    assert any(results_in(record()["items"]))


def results_in(told):
    """Whatever is called results, however deep."""
    if isinstance(told, dict):
        yield from (value for name, value in told.items() if name == "results")
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from results_in(one)


def test_a_cursor_goes_on_where_it_was_and_misses_nothing(entries, plenary, ada, cleo):
    cast.set_rule(plenary, ada, "public")
    texts = [f"Number {number}." for number in range(7)]
    seen, cursor, more = [], "", True
    for text in texts[:4]:
        cast.post(plenary, cleo, text)
    while more:
        page = entries(cursor=cursor, limit=2)
        seen, cursor, more = seen + said_in(page), page["cursor"], page["more"]
    for text in texts[4:]:
        cast.post(plenary, cleo, text)
    page = entries(cursor=cursor)
    assert seen + said_in(page) == texts
    assert entries(cursor=page["cursor"])["items"] == []


def test_a_cursor_of_a_log_that_was_restored_is_refused(program, plenary, entries):
    path, cursor = f"/streams/{plenary.stream_id}/entries", entries()["cursor"]
    epoch, _, seq = cursor.partition(":")
    for other in (f"00000000:{seq}", f"{epoch}:{int(seq) + 1}"):
        answer = program.get(path, cursor=other)
        assert (answer.status_code, answer.json()["code"]) == (409, "resync")
    assert program.get(path, cursor="nonsense").status_code == 422


def test_a_stream_of_another_dialogue_is_not_there(program):
    _, other = elsewhere()
    for path in ("entries", "record"):
        assert program.get(f"/streams/{other.stream_id}/{path}").status_code == 404


def test_ideas_are_told_in_their_newest_edition(program, dialogue, plenary, ben, cleo):
    board = boarding.opened(plenary, ben)
    card = boarding.put(board, cleo, "card")
    fields = {"title": "Trams", "problem": "Heat"}
    idea = act(
        dialogue, ben, lambda by: planning.make(by, board.pk, card, fields=fields), reach=True
    )
    (found,) = program.read("/ideas")["items"]
    assert found["id"] == idea and found["room"] == plenary.pk
    assert (found["says"]["title"], found["says"]["problem"]) == ("Trams", "Heat")


def test_an_archived_dialogue_can_still_be_read(program, dialogue, ada):
    act(dialogue, ada, particulars.archive_dialogue)
    assert program.read("")["archived_at"]
    assert make(dialogue, ada).get("/people").status_code == 200


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 501}, {"after": -1}, {"after": "x"}])
def test_a_query_that_makes_no_sense_is_refused_in_words(program, query):
    answer = program.get("/people", **query)
    assert answer.status_code == 422 and answer.json()["code"] == "invalid"
    assert next(iter(query)) in answer.json()["sentence"]


def _redact(room, seq, by):
    act = lambda: redaction.redact(room.stream_id, seq, by=by.pk)  # noqa: E731
    streams, lane = (room.stream_id,), room.dialogue.stream_id
    writer.run(Intent(act=act, actor=by.pk, streams=streams, lane=lane))
