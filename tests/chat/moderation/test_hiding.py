"""Hiding: what everybody sees in place of the message, what the crew sees, and where it counts no more."""

from __future__ import annotations

import pytest

from chat import unread
from chat.inbox import Inbox
from chat.missed import since_last_time
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import reading, redaction, writer
from polylogue.log.intents import Intent
from polylogue.search import finding
from polylogue.search.finding import Reader, Wanted
from polylogue.search.query import parse
from polylogue.transcripts.export import jsonl, markdown, transcript_of
from polylogue.transcripts.extract import extract
from rooms.entrance import Visit
from tests.chat.moderation.deeds import everything, hide, message, show, shown, told
from tests.support import cast


@pytest.fixture
def said(plenary, cleo):
    return cast.post(plenary, cleo, "Canary in the mine").seq


def test_a_hidden_message_shows_the_reason_in_place_of_its_words(plenary, mia, said):
    hide(plenary, mia, said, "Names a private person")
    assert shown(plenary, said)["hidden"]
    assert shown(plenary, said)["because"] == "Names a private person"
    assert "text" not in shown(plenary, said)
    assert told(plenary.stream) == [("message_hidden", "everyone", None)]
    row = message(plenary, said)
    assert (row.hidden_by, row.text) == (mia, "Canary in the mine")


def test_the_entry_of_the_log_has_no_word_of_it(plenary, mia, said):
    hide(plenary, mia, said, "Because of the canary")
    entry = plenary.stream.entries.get(kind="moderation.message_hidden")
    assert set(entry.data) == {"message", "person"}


def test_shown_again_it_is_as_it_was(plenary, mia, said):
    hide(plenary, mia, said, "A mistake")
    show(plenary, mia, said)
    assert shown(plenary, said)["text"] == "Canary in the mine"
    row = message(plenary, said)
    assert (row.hidden_at, row.hidden_by, row.hidden_because) == (None, None, "")


@pytest.mark.parametrize("who", ["cleo", "dov", "eve"])
def test_only_the_crew_hides_and_shows(plenary, mia, said, who, request):
    person = request.getfixturevalue(who)
    before = everything()
    with pytest.raises(NotAllowed):
        hide(plenary, person, said)
    assert everything() == before
    hide(plenary, mia, said)
    with pytest.raises(NotAllowed):
        show(plenary, person, said)
    assert message(plenary, said).hidden_at


def test_a_message_that_is_not_there_cannot_be_hidden(plenary, side_room, mia, cleo, said):
    elsewhere = cast.post(side_room, cleo).seq + 50
    before = everything()
    with pytest.raises(NotFound):
        hide(plenary, mia, elsewhere)
    with pytest.raises(Invalid):
        hide(plenary, mia, said, "x" * 501)
    assert everything() == before


def test_a_room_that_is_closed_is_still_moderated(side_room, ada, mia, cleo):
    from rooms.actions import close_room
    from tests.chat.moderation.deeds import as_staff

    seq = cast.post(side_room, cleo).seq
    as_staff(side_room.dialogue, ada, lambda by: close_room(side_room, by))
    hide(side_room, mia, seq)
    assert message(side_room, seq).hidden_at


def test_its_author_cannot_change_it_behind_the_moderators_back(plenary, mia, cleo, said):
    hide(plenary, mia, said)
    with pytest.raises(NotFound, match="hidden"):
        cast.do(plenary, cleo, "chat.edit_message", message=said, text="Something else")
    show(plenary, mia, said)
    assert shown(plenary, said)["text"] == "Canary in the mine"


def test_a_hidden_reply_is_not_counted_until_it_is_shown_again(plenary, mia, dov, said):
    reply = cast.do(plenary, dov, "chat.post_reply", thread=said, text="Canary").seq
    hide(plenary, mia, reply)
    assert message(plenary, said).replies == 0
    show(plenary, mia, reply)
    assert message(plenary, said).replies == 1


def test_a_quote_of_it_says_that_it_is_hidden(plenary, mia, dov, said):
    quoting = cast.do(plenary, dov, "chat.post_message", text="Look", quotes=said).seq
    hide(plenary, mia, said)
    assert shown(plenary, quoting)["quote"]["gone"] == "hidden"
    assert "Canary" not in str(shown(plenary, quoting))


def test_it_is_not_found_any_more_until_it_is_shown_again(plenary, dialogue, mia, dov, said):
    assert found(plenary, dov) == 1
    hide(plenary, mia, said)
    assert found(plenary, dov) == 0
    show(plenary, mia, said)
    assert found(plenary, dov) == 1


def found(room, person):
    reader = Reader(person.pk, room.dialogue.stream_id, False, {room.stream_id: 0})
    return len(finding.find(Wanted(query=parse("canary")), reader))


def test_it_is_news_for_nobody(plenary, dialogue, mia, dov, cleo):
    seq = cast.post(plenary, cleo, "@Dov Peretz, look").seq
    part = participant(dialogue.pk, dov.pk)
    assert (unread.by_room(part), Inbox(part).unread()) == ({plenary.pk: 1}, 1)
    hide(plenary, mia, seq)
    assert (unread.by_room(part), Inbox(part).unread()) == ({}, 0)
    missed = since_last_time(Visit(plenary, part))
    assert (missed["count"], missed["first"]) == (0, None)


def test_the_crew_can_look_at_what_it_said_and_nobody_else(plenary, mia, dov, said, sign_in):
    hide(plenary, mia, said)
    url = f"{plenary.get_absolute_url()}messages/{said}/versions"
    assert "Canary in the mine" in sign_in(mia).get(url).content.decode()
    assert sign_in(dov).get(url).status_code == 403
    for person in (mia, dov):
        page = sign_in(person).get(plenary.get_absolute_url()).content.decode()
        assert "Canary in the mine" not in page
        assert "A moderator hid this message." in page


def test_the_record_says_by_whom_and_why_and_the_extract_nothing(plenary, dialogue, ada, mia, said):
    cast.set_rule(plenary, ada, "public")
    public = cast.post(plenary, mia, "Another canary").seq
    hide(plenary, mia, said, "Off the point")
    hide(plenary, mia, public, "Off the point")
    record = b"".join(jsonl(transcript_of(dialogue))).decode()
    document = "".join(markdown(transcript_of(dialogue)))
    passed_on = "".join(extract(transcript_of(dialogue)))
    assert "anary" not in record + document + passed_on
    assert (
        "hidden" in document and "by Mia Kovač" in document and "because: Off the point" in document
    )
    assert "Mia Kovač hid message" in document
    assert "Off the point" in record and "Off the point" not in passed_on
    assert "Mia" not in passed_on


def test_removing_it_for_good_removes_the_reason(plenary, ada, mia, said):
    hide(plenary, mia, said, "It calls Eve a canary")
    act = lambda: redaction.redact(plenary.stream_id, said, by=ada.pk)  # noqa: E731
    writer.run(Intent(act=act, actor=ada.pk, streams=(plenary.stream_id,), lane=0))
    assert message(plenary, said).hidden_because == ""
    whole = reading.shown(plenary.stream.entries.order_by("seq"))
    assert "canary" not in str(whole)
