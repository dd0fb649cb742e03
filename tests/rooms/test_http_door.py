"""The same frames over HTTP, where a network blocks WebSockets: same ladder, same answers."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from chat.models import Message
from polylogue.log import journal, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Audience
from rooms.entries import HandRaised
from rooms.models import ReadPosition
from tests.rooms.conftest import validators
from tests.support import cast


def door(room, rest: str) -> str:
    return f"/live/{room.dialogue.slug}/{rest}"


def do(client: Client, room, name: str, key: str = "", **args):
    body = {"t": "do", "key": key or cast.new_key(), "name": name}
    body["args"] = {"stream": room.stream_id, **args}
    return send(client, room, json.dumps(body))


def send(client: Client, room, body: str):
    return client.post(door(room, "do"), body, content_type="application/json")


@pytest.fixture
def paths(plenary) -> list[str]:
    stream = f"streams/{plenary.stream_id}"
    return [door(plenary, "state"), door(plenary, f"{stream}?after=0")]


@pytest.mark.parametrize("name", ["ada", "ben", "mia", "cleo"])
def test_everybody_in_the_dialogue_reads_and_writes(name, plenary, paths, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert do(client, plenary, "chat.post_message", text="Hello").json()["t"] == "ok"
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_nobody_reads_or_writes_without_a_session(plenary, paths, client):
    statuses = [client.get(path).status_code for path in paths]
    assert {*statuses, do(client, plenary, "chat.post_message", text="x").status_code} == {302}
    assert not Message.objects.exists()


def test_eve_finds_nothing(plenary, paths, eve, sign_in):
    client = sign_in(eve)
    statuses = [client.get(path).status_code for path in paths]
    assert {*statuses, do(client, plenary, "chat.post_message", text="x").status_code} == {404}
    assert not Message.objects.exists()


def test_a_waiting_person_finds_nothing(dialogue, plenary, paths, eve, sign_in):
    cast.enrol(dialogue, eve, "participant", waits=True)
    assert {sign_in(eve).get(path).status_code for path in paths} == {404}


def test_a_removed_person_finds_nothing_any_more(dialogue, plenary, paths, ada, cleo, sign_in):
    client = sign_in(cleo)
    cast.remove(dialogue, cleo, ada)
    assert {client.get(path).status_code for path in paths} == {404}
    assert do(client, plenary, "chat.post_message", text="x").status_code == 404


def test_a_page_of_another_site_cannot_write(plenary, ben):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    assert do(client, plenary, "chat.post_message", text="x").status_code == 403


def test_an_answer_is_the_frame_of_the_socket(plenary, ben, sign_in):
    key = cast.new_key()
    first, second = [
        do(sign_in(ben), plenary, "chat.post_message", key, text="once").json() for _ in range(2)
    ]
    validators()["ok"].validate(first)
    assert (first["seq"], second["seq"], second["again"]) == (1, 1, True)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 400, "malformed"),
        ("[" * 60_000, 400, "malformed"),
        ('{"t":"hello","v":1}', 400, "malformed"),
        ('{"t":"do","key":"x","name":"chat.post_message"}', 400, "malformed"),
        ('{"t":"do","key":"12345678","name":"chat.sing"}', 404, "unknown-command"),
        ('{"t":"do","key":"12345678","name":"chat.post_message","args":{}}', 400, "malformed"),
        (
            '{"t":"do","key":"12345678","name":"rooms.raise_hand","args":{"stream":99999}}',
            404,
            "not-found",
        ),
    ],
)
def test_nonsense_is_answered_with_an_error_frame(body, status, code, plenary, ben, sign_in):
    answer = send(sign_in(ben), plenary, body)
    validators()["error"].validate(answer.json())
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_bytes_that_are_no_text_are_answered(plenary, ben, sign_in):
    answer = send(sign_in(ben), plenary, b'{"t":"do","key":"\xff\xfe"}')  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_entries_come_in_order_forwards_and_backwards(plenary, ben, cleo, sign_in):
    for n in range(5):
        cast.post(plenary, ben, f"{n}")
    client = sign_in(cleo)
    path = door(plenary, f"streams/{plenary.stream_id}")
    after, before = client.get(f"{path}?after=2").json(), client.get(f"{path}?before=3").json()
    validators()["entries"].validate(after)
    assert [item["seq"] for item in after["items"]] == [3, 4, 5]
    assert [item["seq"] for item in before["items"]] == [1, 2]
    assert (after["from"], after["to"], before["from"], before["to"]) == (3, 5, 1, 2)
    assert after["people"][str(ben.pk)]["name"] == "Ben Okoro"


@pytest.mark.parametrize(
    "query", ["", "?after=", "?after=-1", "?after=x", "?before=9" * 20, "?after=١"]
)
def test_a_place_that_is_no_number_is_refused(query, plenary, ben, sign_in):
    answer = sign_in(ben).get(door(plenary, f"streams/{plenary.stream_id}{query}"))
    assert answer.status_code == 422


@pytest.mark.parametrize("after", [7, 10**14])
def test_there_is_nothing_after_the_head(after, plenary, ben, sign_in):
    cast.post(plenary, ben)
    path = door(plenary, f"streams/{plenary.stream_id}?after={after}")
    assert sign_in(ben).get(path).json()["items"] == []


def test_audiences_hold_over_http_too(plenary, ben, mia, cleo, dov, sign_in):
    def act() -> None:
        journal.append(plenary.stream_id, HandRaised(), by=ben.pk, audience=Audience.CREW)
        to = {"audience": Audience.PERSON, "person": dov.pk}
        journal.append(plenary.stream_id, HandRaised(), by=ben.pk, **to)

    writer.run(Intent(act=act, actor=ben.pk, streams=(plenary.stream_id,), lane=0))
    path = door(plenary, f"streams/{plenary.stream_id}?after=0")
    seen = {
        who: [i["seq"] for i in sign_in(who).get(path).json()["items"]] for who in (mia, cleo, dov)
    }
    assert seen == {mia: [1], cleo: [], dov: [2]}
    assert sign_in(cleo).get(path).json()["to"] == 2


def test_a_stream_of_another_dialogue_is_not_found(plenary, ada, cleo, sign_in):
    elsewhere = cast.dialogue(ada, "Another")
    answer = sign_in(cleo).get(door(plenary, f"streams/{elsewhere.stream_id}?after=0"))
    assert answer.status_code == 404


def test_the_state_names_every_stream_that_can_be_followed(
    dialogue, plenary, side_room, cleo, sign_in
):
    cast.post(plenary, cleo)
    state = sign_in(cleo).get(door(plenary, "state")).json()
    streams = {dialogue.stream_id, plenary.stream_id, side_room.stream_id}
    assert state.pop("place") == {"room": None, "seq": 0}
    assert {int(stream) for stream in state} == streams
    assert state[str(plenary.stream_id)]["head"] == 1


def test_a_read_position_stops_at_the_head_and_only_goes_forward(plenary, ben, cleo, sign_in):
    for _ in range(3):
        cast.post(plenary, ben)
    client = sign_in(cleo)
    for seq in (2, 1, 99):
        assert (
            client.post(door(plenary, f"streams/{plenary.stream_id}/read/{seq}")).status_code == 204
        )
    position = ReadPosition.objects.get(person=cleo, stream=plenary.stream_id)
    assert position.seq == 3
