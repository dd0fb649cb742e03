"""What the hub delivers: everything, once, in order, to whoever may have it and nobody else."""

from __future__ import annotations

import asyncio
import json

import pytest

from polylogue.dialogues import actions
from polylogue.dialogues.entries import RolesChanged
from polylogue.dialogues.intents import participant
from polylogue.log import journal, writer
from polylogue.log.models import Audience, Stream
from rooms.entries import HandRaised, PersonDetached
from rooms.live import hub
from rooms.models import Attachment
from rooms.protocol import ACK_BYTES, UNCONFIRMED_BYTES
from tests.rooms import scenes
from tests.rooms.scenes import kinds, texts
from tests.support import cast

EMOJI = "🌊"


# ---- following ---------------------------------------------------------------------------------


async def test_what_is_said_while_somebody_begins_to_follow_is_not_missed(
    plenary, ben, cleo, dov, join, swift
):
    speaker = await join(plenary, as_=ben)

    async def chatter() -> None:
        for n in range(60):
            await speaker.do("chat.post_message", stream=plenary.stream_id, text=f"{n}")

    talking = asyncio.create_task(chatter())
    readers = [await join(plenary, as_=who, after=0) for who in (cleo, dov) * 3]
    await talking
    for reader in readers:
        assert [item["seq"] for item in await reader.items(60)] == list(range(1, 61))


@pytest.mark.parametrize(
    ("epoch", "seq"),
    [(None, 10_000), ("otherone", 1), (None, 2**53)],
    ids=["future", "other epoch", "far future"],
)
async def test_a_cursor_that_cannot_be_continued_is_answered_with_resync(
    epoch, seq, plenary, cleo, join
):
    socket = await join(plenary, as_=cleo)
    state = next(s for s in socket.welcome["streams"] if s["stream"] == plenary.stream_id)
    cursor = {"stream": plenary.stream_id, "epoch": epoch or state["epoch"], "seq": seq}
    await socket.say(t="follow", cursor=cursor)
    resync = await socket.next("resync")
    assert (resync["epoch"], resync["head"]) == (state["epoch"], state["head"])


async def test_a_cursor_too_far_back_is_answered_with_resync(plenary, ben, cleo, join):
    await scenes.fill(plenary, ben, 501)
    late = await join(plenary, as_=cleo, after=0)
    assert (await late.next("resync"))["head"] == 501
    just = await join(plenary, as_=cleo, after=1)
    assert [item["seq"] for item in await just.items(500)] == list(range(2, 502))


async def test_a_stream_of_another_dialogue_cannot_be_followed(plenary, ada, cleo, join):
    from asgiref.sync import sync_to_async

    elsewhere = await sync_to_async(cast.dialogue)(ada, "Another")
    socket = await join(plenary, as_=cleo)
    cursor = {"stream": elsewhere.stream_id, "epoch": "whatever", "seq": 0}
    await socket.say(t="follow", cursor=cursor)
    refused = await socket.next("error")
    assert (refused["code"], refused["stream"]) == ("not-found", elsewhere.stream_id)


async def test_a_log_that_was_restored_sends_everybody_back_to_the_page(plenary, ben, cleo, join):
    socket = await join(plenary, as_=cleo)
    await scenes.post(plenary, ben)
    await socket.items(1)
    await Stream.objects.filter(pk=plenary.stream_id).aupdate(epoch="restored")
    newcomer = await join(plenary, as_=ben, after=0)
    assert (await socket.next("resync"))["epoch"] == "restored"
    assert len(await newcomer.items(1)) == 1


async def test_a_client_that_went_back_to_an_earlier_place_is_not_stuck(plenary, ben, cleo, join):
    reader = await join(plenary, as_=cleo)
    for n in range(8):
        await scenes.post(plenary, ben, f"{n}" + "x" * 9_000)
    await reader.quiet()
    await reader.follow(plenary.stream_id, 0)
    assert [item["seq"] for item in await reader.items(8)] == list(range(1, 9))


# ---- slow lines --------------------------------------------------------------------------------


async def test_a_line_that_does_not_confirm_gets_at_most_64_kib(plenary, ben, cleo, join):
    slow = await join(plenary, as_=cleo)
    for n in range(20):
        await scenes.post(plenary, ben, f"{n} " + EMOJI * 2_000)
    frames = [f for f in await slow.quiet(0.6) if f["t"] == "entries"]
    sent = sum(
        len(json.dumps(f, ensure_ascii=False, separators=(",", ":")).encode()) for f in frames
    )
    assert 0 < sent <= UNCONFIRMED_BYTES
    await slow.ack(plenary.stream_id, frames[-1]["to"])
    rest = await slow.items(20 - len(kinds(frames)))
    assert rest[-1]["seq"] == 20


@pytest.mark.parametrize("sign", ["x", "ع", EMOJI])
async def test_whoever_confirms_each_40_kib_catches_up_without_a_pause(
    plenary, ben, cleo, join, sign
):
    """A heartbeat is 5 seconds away; a line that waited for it would take half a minute."""
    for n in range(60):
        await scenes.post(plenary, ben, f"{n} " + sign * (4_000 // len(sign.encode())))
    reader = await join(plenary, as_=cleo, after=0)
    seq = unconfirmed = 0
    while seq < 60:
        frame = await reader.next("entries", within=3)
        seq, size = frame["to"], len(json.dumps(frame, ensure_ascii=False).encode())
        if (unconfirmed := unconfirmed + size) >= ACK_BYTES:
            await reader.ack(plenary.stream_id, seq)
            unconfirmed = 0


async def test_a_message_too_large_for_a_frame_is_fetched_over_http(
    plenary, ben, cleo, join, sign_in
):
    from asgiref.sync import sync_to_async

    reader = await join(plenary, as_=cleo)
    await scenes.post(plenary, ben, EMOJI * 10_000)
    (item,) = await reader.items(1)
    assert item["data"]["large"] is True
    assert "text" not in item["data"]
    path = f"/live/{plenary.dialogue.slug}/streams/{plenary.stream_id}?after=0"
    client = await sync_to_async(sign_in)(cleo)
    answer = await sync_to_async(client.get)(path)
    assert answer.json()["items"][0]["data"]["text"] == EMOJI * 10_000


# ---- who gets what -----------------------------------------------------------------------------


async def test_a_removed_person_gets_everything_up_to_their_marker_and_then_goodbye(
    dialogue, plenary, ada, ben, cleo, dov, join
):
    leaving, staying = await join(plenary, as_=cleo), await join(plenary, as_=dov)
    await leaving.follow(dialogue.stream_id)
    await scenes.settled(leaving, staying)
    await leaving.quiet()
    await scenes.post(plenary, ben, "before")
    await scenes.remove(dialogue, cleo, ada)
    await scenes.post(plenary, ben, "after")
    assert await leaving.closed() == 4005
    assert texts(leaving.heard) == ["before"]
    assert {"rooms.person_detached"} < set(kinds(leaving.heard))
    assert leaving.heard[-1]["t"] == "bye"
    await staying.items(3)
    assert texts(staying.heard) == ["before", "after"]


async def test_the_last_words_of_a_room_come_before_the_goodbye(
    dialogue, plenary, ada, ben, cleo, join, monkeypatch
):
    """Nothing is rung, so that the poll finds the message and the removal together."""
    leaving = await join(plenary, as_=cleo)
    await leaving.follow(dialogue.stream_id)
    await scenes.settled(leaving)
    await leaving.quiet()
    monkeypatch.setattr(writer, "_doorbells", [])
    await scenes.post(plenary, ben, "before")
    await scenes.remove(dialogue, cleo, ada)
    assert await leaving.closed() == 4005
    assert texts(leaving.heard) == ["before"]


async def test_entries_of_one_batch_are_cut_at_the_marker(plenary, ada, ben, cleo, join):
    reader = await join(plenary, as_=cleo)
    await scenes.settled(reader)
    await reader.quiet()

    def act() -> None:
        journal.append(plenary.stream_id, HandRaised(), by=ben.pk)
        journal.append(plenary.stream_id, PersonDetached(person=cleo.pk), by=ada.pk)
        journal.append(plenary.stream_id, HandRaised(), by=ben.pk)

    await scenes.write(plenary, ben, act)
    assert (await reader.next("detached"))["seq"] == 2
    assert kinds(reader.heard) == ["rooms.hand_raised", "rooms.person_detached"]
    assert kinds(await reader.quiet()) == []


async def test_who_lost_a_room_while_entering_it_gets_nothing_of_it(plenary, ben, cleo, join):
    late = await join(plenary, as_=cleo, hello=False)
    await late.hello()
    await scenes.post(plenary, ben, "not for cleo")
    await Attachment.objects.filter(stream=plenary.stream_id, person=cleo).aupdate(until_seq=0)
    await late.follow(plenary.stream_id, 0)
    assert (await late.next("detached"))["stream"] == plenary.stream_id
    assert texts([*late.heard, *await late.quiet()]) == []


async def test_who_follows_nothing_is_told_to_leave_as_well(dialogue, plenary, ada, cleo, join):
    idle = await join(plenary, as_=cleo, hello=False)
    await idle.hello()
    await scenes.remove(dialogue, cleo, ada)
    assert await idle.closed() == 4005


async def test_only_the_crew_gets_what_is_for_the_crew(dialogue, plenary, mia, cleo, join):
    crew, other = await join(plenary, as_=mia), await join(plenary, as_=cleo)
    for socket in (crew, other):
        await socket.follow(dialogue.stream_id)
    await scenes.write(plenary, mia, lambda: scenes.tell_crew(plenary, mia))
    (item,) = await crew.items(1, dialogue.stream_id)
    frame = await other.next("entries")
    assert item["kind"] == "dialogues.person_waiting"
    assert (frame["items"], frame["to"]) == ([], item["seq"])


async def test_what_is_for_one_person_reaches_nobody_else(plenary, ben, cleo, dov, join):
    sockets = {who: await join(plenary, as_=who) for who in (ben, cleo, dov)}

    def act() -> None:
        to = {"audience": Audience.PERSON, "person": cleo.pk}
        journal.append(plenary.stream_id, HandRaised(), by=ben.pk, **to)

    await scenes.write(plenary, ben, act)
    frames = {who: await socket.next("entries") for who, socket in sockets.items()}
    assert {who: len(frame["items"]) for who, frame in frames.items()} == {ben: 0, cleo: 1, dov: 0}


async def test_a_new_role_counts_from_the_next_entry_on(dialogue, plenary, ada, mia, cleo, join):
    """Both changes, and what the crew says between and after them, are one batch."""
    demoted, promoted = await join(plenary, as_=mia), await join(plenary, as_=cleo)
    for socket in (demoted, promoted):
        await socket.follow(dialogue.stream_id)
        await scenes.settled(socket)
        await socket.quiet()

    def act() -> None:
        for who, role in ((mia, "participant"), (cleo, "moderator")):
            other, by = participant(dialogue.pk, who.pk), participant(dialogue.pk, ada.pk)
            actions.change_roles(other, by, roles=[role])
        scenes.tell_crew(plenary, ada)

    await scenes.write(plenary, ada, act)
    await asyncio.gather(*[s.quiet() for s in (demoted, promoted)])
    changes = ["dialogues.roles_changed"] * 2
    assert kinds(demoted.heard) == changes
    assert kinds(promoted.heard) == [*changes, "dialogues.person_waiting"]
    assert RolesChanged.kind == changes[0]


async def test_a_role_counts_for_who_does_not_follow_the_dialogue(
    dialogue, plenary, ada, mia, join
):
    socket = await join(plenary, as_=mia)
    await scenes.change_roles(dialogue, mia, ada, "participant")

    def act() -> None:
        to = {"audience": Audience.CREW}
        journal.append(plenary.stream_id, HandRaised(), by=ada.pk, **to)

    await asyncio.sleep(0.8)
    await scenes.write(plenary, ada, act)
    assert (await socket.next("entries"))["items"] == []


# ---- edits and deletions -----------------------------------------------------------------------


async def test_a_deleted_text_reaches_no_newcomer(plenary, ben, cleo, dov, join):
    witness = await join(plenary, as_=cleo)
    said = await scenes.post(plenary, ben, "a secret")
    await witness.items(1)
    await scenes.do(plenary, ben, "chat.delete_message", message=said.seq)
    await witness.items(1)
    from_ring = await join(plenary, as_=dov, after=0)
    items = await from_ring.items(2)
    assert items[0]["data"] == {"key": items[0]["data"]["key"], "deleted": True}
    for socket in (witness, from_ring):
        await socket.leave()
    from_log = await join(plenary, as_=dov, after=0)
    await from_log.items(2)
    assert "a secret" not in json.dumps(from_ring.heard + from_log.heard)


async def test_an_edited_text_is_shown_in_its_place_to_newcomers(plenary, ben, cleo, dov, join):
    witness = await join(plenary, as_=cleo)
    said = await scenes.post(plenary, ben, "wrnog")
    await witness.items(1)
    await scenes.do(plenary, ben, "chat.edit_message", message=said.seq, text="right")
    await witness.items(1)
    newcomer = await join(plenary, as_=dov, after=0)
    first, edit = await newcomer.items(2)
    assert (first["data"]["text"], edit["data"]["text"]) == ("right", "right")
    assert "wrnog" not in json.dumps(newcomer.heard)


# ---- doorbells and layers ----------------------------------------------------------------------


async def test_entries_are_found_when_no_doorbell_rings(plenary, ben, cleo, join, monkeypatch):
    monkeypatch.setattr(writer, "_doorbells", [])
    reader = await join(plenary, as_=cleo)
    for n in range(5):
        await scenes.post(plenary, ben, f"{n}")
    assert [item["data"]["text"] for item in await reader.items(5)] == list("01234")


async def test_doorbells_that_lie_are_harmless(plenary, ben, cleo, join, monkeypatch):
    def confused(grown: writer.Grown) -> None:
        for shift in (0, -1, 7, -100, 1000, 0):
            told = {stream: (old, head + shift) for stream, (old, head) in grown.items()}
            hub.rung_by_writer(told | {999_999: (0, 3)})

    monkeypatch.setattr(writer, "_doorbells", [confused])
    reader = await join(plenary, as_=cleo)
    for n in range(20):
        await scenes.post(plenary, ben, f"{n}")
    assert [item["seq"] for item in await reader.items(20)] == list(range(1, 21))
    assert kinds(await reader.quiet()) == []


class DeafLayer:
    """A channel layer that fails at everything."""

    def __init__(self, **_: object) -> None: ...

    async def new_channel(self, *_: object) -> str:
        raise ConnectionError("there is no layer")

    group_send = group_add = receive = new_channel


async def test_a_channel_layer_that_fails_is_harmless(plenary, ben, cleo, join, settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": f"{__name__}.DeafLayer"}}
    speaker, reader = await join(plenary, as_=ben), await join(plenary, as_=cleo)
    for n in range(3):
        answer = await speaker.do("chat.post_message", stream=plenary.stream_id, text=f"{n}")
        assert answer["t"] == "ok"
    assert len(await reader.items(3)) == 3
