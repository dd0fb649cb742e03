"""The page of transcripts and the download: for staff of this dialogue alone."""

from __future__ import annotations

import hashlib
import json

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from polylogue.dialogues import intents, particulars
from polylogue.log.models import Entry
from polylogue.transcripts.models import Download
from polylogue.transcripts.queries import AT_ONCE
from tests.support import cast

BOTH = ["show", "download"]


@pytest.fixture
def door(sign_in, dialogue):
    """`door(ada, "show")`: the status of a page for somebody."""

    def ask(person, page, **said):
        client = sign_in(person)
        address = f"/d/{dialogue.slug}/transcripts/"
        if page == "show":
            return client.get(address)
        return client.post(f"{address}download", {"format": "jsonl", "room": "", **said})

    return ask


def lines(answer):
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


@pytest.mark.parametrize("page", BOTH)
def test_staff_are_let_in(door, ada, page):
    assert door(ada, page).status_code == 200


@pytest.mark.parametrize("page", BOTH)
def test_nobody_else_of_the_dialogue_is_let_in(door, dialogue, ben, mia, cleo, page):
    watcher = cast.person("wim")
    cast.enrol(dialogue, watcher, "observer")
    assert [door(who, page).status_code for who in (ben, mia, cleo, watcher)] == [403] * 4
    assert not Download.objects.exists()


@pytest.mark.parametrize("page", BOTH)
def test_a_stranger_does_not_learn_that_the_dialogue_exists(door, eve, page):
    assert door(eve, page).status_code == 404


@pytest.mark.parametrize("page", BOTH)
def test_staff_of_another_dialogue_are_strangers(door, page):
    other = cast.person("ann", is_staff=True)
    cast.dialogue(by=other, title="Another")
    assert door(other, page).status_code == 404


@pytest.mark.parametrize("page", BOTH)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, dialogue, page):
    address = f"/d/{dialogue.slug}/transcripts/" + ("download" if page == "download" else "")
    answer = client.post(address) if page == "download" else client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_former_staff_are_let_in_no_more(door, dialogue, ada, ben):
    cast.change_roles(dialogue, ben, ada, "staff")
    assert door(ben, "show").status_code == 200
    cast.change_roles(dialogue, ben, ada, "facilitator")
    assert door(ben, "show").status_code == 403


def test_a_download_needs_a_form_of_this_site(dialogue, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    answer = client.post(f"/d/{dialogue.slug}/transcripts/download", {"format": "jsonl"})
    assert answer.status_code == 403
    assert not Download.objects.exists()


def test_the_page_shows_each_room_with_its_messages(door, plenary, side_room, cleo, ada):
    seq = cast.post(plenary, cleo, "One").seq
    cast.post(plenary, cleo, "Two")
    cast.do(plenary, cleo, "chat.delete_message", message=seq)
    page = door(ada, "show")
    shown = [(place.title, place.messages, place.entries) for place in page.context["places"]]
    assert shown[1:] == [("Plenary", 1, 3), ("Side room", 0, 0)]
    assert "Side room" in page.content.decode()


@pytest.mark.parametrize(
    ("format", "kind", "ending"),
    [("markdown", "text/markdown; charset=utf-8", ".md"), ("jsonl", "application/jsonl", ".jsonl")],
)
def test_a_file_says_what_it_is(door, ada, plenary, format, kind, ending):
    answer = door(ada, "download", format=format, room=plenary.pk)
    assert answer["Content-Type"] == kind
    assert answer["Cache-Control"] == "private, no-store"
    name = answer["Content-Disposition"]
    assert name.startswith('attachment; filename="water-and-cities-plenary-record-2')
    assert name.endswith(f'{ending}"')


def test_the_record_cannot_be_taken_for_what_may_be_passed_on_by_its_name(door, ada):
    names = [door(ada, "download", format=one)["Content-Disposition"] for one in AT_ONCE]
    assert ["record" in name for name in names] == [True, True, False]
    assert ["to-pass-on" in name for name in names] == [False, False, True]


def test_a_download_is_registered_with_its_hash_once_it_left_in_full(door, ada, plenary, cleo):
    cast.post(plenary, cleo)
    answer = door(ada, "download", room=plenary.pk)
    assert Download.objects.get().finished_at is None
    content = b"".join(answer.streaming_content)
    kept = Download.objects.get()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.by, kept.room, kept.format, kept.entries) == (ada, plenary, "jsonl", 1)
    assert kept.sha256 in door(ada, "show").content.decode()


def test_a_download_that_breaks_off_stays_unfinished(door, ada):
    next(iter(door(ada, "download").streaming_content))
    assert Download.objects.get().finished_at is None
    assert "not finished" in door(ada, "show").content.decode()


def test_the_crew_read_in_the_log_who_downloaded_what_and_the_file_ends_before(door, ada, dialogue):
    told = lines(door(ada, "download"))
    entry = Entry.objects.filter(stream=dialogue.stream_id).latest("seq")
    assert entry.kind == "transcripts.transcript_downloaded"
    assert entry.audience == "crew"
    assert told[-1]["streams"][0]["head"] == entry.seq - 1
    assert "transcript_downloaded" not in str(told)


def test_a_second_download_holds_what_was_said_since(door, ada, plenary, cleo):
    first = lines(door(ada, "download", room=plenary.pk))
    cast.post(plenary, cleo, "Said since")
    second = lines(door(ada, "download", room=plenary.pk))
    assert (first[-1]["entries"], second[-1]["entries"]) == (0, 1)


def test_a_room_of_another_dialogue_or_an_unknown_form_is_refused(door, ada):
    other = cast.dialogue(by=ada, title="Another").rooms.get()
    assert door(ada, "download", room=other.pk).status_code == 404
    assert door(ada, "download", room="1 OR 1").status_code == 422
    assert door(ada, "download", format="pdf").status_code == 422
    assert not Download.objects.exists()


def test_an_archived_dialogue_can_still_be_downloaded(door, ada, dialogue):
    archive = particulars.archive_dialogue
    intents.run_as(dialogue, ada, archive, key=cast.new_key(), content=None, reach=True)
    assert lines(door(ada, "download"))[-1]["record"] == "footer"


@pytest.mark.django_db(transaction=True)
async def test_a_live_server_streams_in_chunks_from_a_thread_of_its_own(dialogue, plenary, ada):
    text = "word " * 1500
    for _ in range(30):
        await sync_to_async(cast.post)(plenary, ada, text)
    client = AsyncClient()
    await client.aforce_login(ada)
    answer = await client.post(
        f"/d/{dialogue.slug}/transcripts/download", {"format": "jsonl", "room": plenary.pk}
    )
    chunks = [chunk async for chunk in answer.streaming_content]
    assert len(chunks) > 2
    assert max(len(chunk) for chunk in chunks) < 80_000
    kept = await Download.objects.aget()
    assert kept.sha256 == hashlib.sha256(b"".join(chunks)).hexdigest()
