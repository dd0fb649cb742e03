"""Whoever sees the dialogue as a participant does has no more rights at the socket either."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore

from polylogue.dialogues import viewing
from tests.rooms import scenes
from tests.rooms.test_http_door import do
from tests.support import sockets
from tests.support.sockets import Socket


@sync_to_async
def _disguised(person, dialogue) -> str:
    store = SessionStore(sockets.session(person))
    store[viewing.DISGUISES] = [dialogue.slug]
    store.save()
    return str(store.session_key)


@pytest.fixture
async def disguised(plenary, ben, join):
    """Ben's socket in a browser that shows him the dialogue as a participant sees it."""
    socket = Socket(f"/live/{plenary.dialogue.slug}/", await _disguised(ben, plenary.dialogue))
    await socket.open()
    await socket.hello(room=plenary.stream_id)
    await socket.follow(plenary.stream_id)
    await socket.follow(plenary.dialogue.stream_id)
    yield socket
    await socket.leave()


async def test_a_disguised_facilitator_cannot_call_a_speaker(plenary, cleo, disguised):
    await scenes.do(plenary, cleo, "rooms.raise_hand")
    answer = await disguised.do("rooms.call_speaker", stream=plenary.stream_id, person=cleo.pk)
    said = await disguised.do("chat.post_message", stream=plenary.stream_id, text="As one of you.")
    assert (answer["t"], answer["code"], said["t"]) == ("error", "not-allowed", "ok")
    assert disguised.welcome["crew"] is False


async def test_what_is_for_the_crew_does_not_reach_a_disguise(
    plenary, ben, dialogue, join, disguised
):
    open_faced = await join(dialogue, as_=ben)
    await scenes.write(plenary, ben, lambda: scenes.tell_crew(plenary, ben))
    await scenes.settled(disguised)
    assert [one["kind"] for one in await open_faced.items(1)] == ["dialogues.person_waiting"]
    assert scenes.kinds(await disguised.quiet()) == []


async def test_new_roles_do_not_end_the_disguise(plenary, ada, ben, disguised):
    await scenes.change_roles(plenary.dialogue, ben, ada, "moderator", "facilitator")
    await disguised.items(1, plenary.dialogue.stream_id)
    await scenes.write(plenary, ada, lambda: scenes.tell_crew(plenary, ada))
    assert scenes.kinds(await disguised.quiet()) == []


def test_the_door_over_http_is_masked_too(plenary, ben, cleo, sign_in):
    client = sign_in(ben)
    client.post(f"/d/{plenary.dialogue.slug}/look", {"as": "participant"})
    refused = do(client, plenary, "rooms.call_speaker", person=cleo.pk)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
