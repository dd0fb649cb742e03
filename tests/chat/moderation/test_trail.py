"""The trail: who did what, when, to whom and why, for the crew alone; and who of them sees what."""

from __future__ import annotations

import pytest
from django.utils import timezone

from chat.moderation import trail
from chat.moderation.models import Report
from polylogue.log import journal
from polylogue.transcripts.export import jsonl, markdown, transcript_of
from polylogue.transcripts.extract import extract
from tests.chat.moderation.deeds import hide, lift, mute, remove, report, resolve, show
from tests.support import cast


@pytest.fixture
def a_day(plenary, side_room, dialogue, ada, ben, mia, cleo, dov):
    """One of everything."""
    one, two = cast.post(plenary, cleo, "One").seq, cast.post(side_room, cleo, "Two").seq
    report(plenary, dov, one, "Look at this")
    resolve(plenary, mia, [Report.objects.get().pk], "dismiss")
    hide(side_room, ben, two, "Off the point")
    show(side_room, mia, two)
    cast.do(side_room, ben, "chat.delete_message", message=two)
    lift(plenary, mia, mute(plenary, ben, cleo, minutes=5, because="Too loud"))
    cast.do(plenary, ada, "moderation.set_slow_mode", seconds=60)
    cast.do(plenary, cleo, "chat.delete_message", message=one)
    remove(plenary, mia, dov, because="Insults", ban=True)


def lines(dialogue, **how):
    deeds = trail.read(dialogue, **how)
    return [
        (deed.who.split()[0], deed.what, (deed.whom or "").split(" ")[0], deed.because)
        for deed in deeds
    ]


def test_it_says_who_did_what_to_whom_and_why_newest_first(dialogue, a_day):
    assert lines(dialogue)[:9] == [
        ("Mia", "Banned", "Dov", "Insults"),
        ("Ada", "Changed slow mode", "", ""),
        ("Mia", "Lifted a mute", "Cleo", ""),
        ("Ben", "Muted", "Cleo", "Too loud"),
        ("Ben", "Deleted somebody's message", "Cleo", ""),
        ("Mia", "Showed a message again", "Cleo", ""),
        ("Ben", "Hid a message", "Cleo", ""),
        ("Mia", "Dealt with a report: it was left as it is", "Cleo", ""),
        ("Dov", "Reported a message", "Cleo", "Look at this"),
    ]


def test_it_is_narrowed_to_a_person_and_to_a_kind(dialogue, a_day, ben, dov):
    assert {who for who, *_rest in lines(dialogue, person=ben.pk)} == {"Ben"}
    assert [what for _who, what, *_rest in lines(dialogue, person=dov.pk)] == [
        "Banned",
        "Reported a message",
    ]
    assert [what for _who, what, *_rest in lines(dialogue, kind="moderation.person_muted")] == [
        "Muted"
    ]
    assert len(lines(dialogue, kind="no.such.kind")) == len(lines(dialogue))


def test_the_page_is_for_the_crew(dialogue, a_day, mia, cleo, eve, sign_in):
    url = f"/d/{dialogue.slug}/moderation/trail"
    page = sign_in(mia).get(url, {"kind": "moderation.person_muted"}).content.decode()
    assert "Too loud" in page and "Insults" not in page
    assert [sign_in(person).get(url).status_code for person in (cleo, eve)] == [403, 404]
    assert sign_in(mia).post(url).status_code == 405


def test_a_long_trail_has_pages(dialogue, plenary, mia, monkeypatch, sign_in):
    monkeypatch.setattr(trail, "PAGE", 3)
    for seconds in (10, 30, 60, 300, 0):
        cast.do(plenary, mia, "moderation.set_slow_mode", seconds=seconds)
    url = f"/d/{dialogue.slug}/moderation/trail"
    first = sign_in(mia).get(url)
    before = first.context["earlier"]
    second = sign_in(mia).get(url, {"before": before})
    found = [
        deed.entry.data["seconds"] for page in (first, second) for deed in page.context["deeds"]
    ]
    assert found == [0, 300, 60, 30, 10]
    assert second.context["earlier"] is None


def test_pages_of_the_trail_lose_nothing_that_was_done_at_one_moment(
    dialogue, plenary, mia, monkeypatch, sign_in
):
    monkeypatch.setattr(trail, "PAGE", 3)
    with journal.dated(timezone.now()):
        for seconds in (10, 30):
            cast.do(plenary, mia, "moderation.set_slow_mode", seconds=seconds)
    for seconds in (60, 300):
        cast.do(plenary, mia, "moderation.set_slow_mode", seconds=seconds)
    url = f"/d/{dialogue.slug}/moderation/trail"
    first = sign_in(mia).get(url)
    second = sign_in(mia).get(url, {"before": first.context["earlier"]})
    found = [
        deed.entry.data["seconds"] for page in (first, second) for deed in page.context["deeds"]
    ]
    assert found == [300, 60, 30, 10]


def test_the_record_of_staff_tells_it_and_the_extract_does_not(dialogue, a_day):
    document = "".join(markdown(transcript_of(dialogue)))
    record = b"".join(jsonl(transcript_of(dialogue))).decode()
    assert "Ben Okoro muted Cleo Marin in a room until" in document
    assert "Mia Kovač banned Dov Peretz" in document and "because: Insults" in document
    assert "Too loud" in record
    passed_on = "".join(extract(transcript_of(dialogue)))
    assert not any(
        word in passed_on for word in ("muted", "banned", "Insults", "Too loud", "report")
    )
