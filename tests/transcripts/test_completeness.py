"""Every entry of the streams is told once, in order, as it may be seen now."""

from __future__ import annotations

import re

import msgspec

from polylogue.log import journal, redaction, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Audience, Entry, Stream
from polylogue.transcripts import entries as transcript_entries
from polylogue.transcripts.export import Choices, Purpose, jsonl, transcript_of
from tests.support import cast

MARK = re.compile(r"^`(\d+):(\d+)` ", re.MULTILINE)


def entries_of(records):
    return [record for record in records if record["record"] == "entry"]


def in_log(*streams):
    found = Entry.objects.filter(stream__in=streams).order_by("stream", "seq")
    return list(found.values_list("stream", "seq"))


def append(stream, fact, *, by, **how):
    act = lambda: journal.append(stream, fact, by=by.pk, **how)  # noqa: E731
    writer.run(Intent(act=lambda: act() and None, actor=by.pk, streams=(stream,), lane=0))


def redact(stream, seq, *, by):
    act = lambda: redaction.redact(stream, seq, by=by.pk)  # noqa: E731
    writer.run(Intent(act=act, actor=by.pk, streams=(stream,), lane=0))


def test_a_dialogue_is_told_with_its_stream_first_and_then_each_room(
    dialogue, plenary, side_room, cleo, records, document
):
    cast.post(plenary, cleo, "In the plenary")
    cast.post(side_room, cleo, "In the side room")
    streams = [dialogue.stream_id, plenary.stream_id, side_room.stream_id]
    told = [(entry["stream"], entry["seq"]) for entry in entries_of(records(dialogue))]
    assert told == [place for stream in streams for place in in_log(stream)]
    marks = [(int(stream), int(seq)) for stream, seq in MARK.findall(document(dialogue))]
    assert marks == told


def test_a_room_is_told_without_a_word_from_any_other(
    dialogue, plenary, side_room, cleo, records, document
):
    cast.post(plenary, cleo, "Only in the plenary")
    cast.post(side_room, cleo, "Only in the side room")
    told = entries_of(records(dialogue, side_room))
    assert [(entry["stream"], entry["seq"]) for entry in told] == in_log(side_room.stream_id)
    assert "Only in the side room" in document(dialogue, side_room)
    assert "Only in the plenary" not in document(dialogue, side_room)


def test_a_message_says_who_wrote_it_where_when_and_what(dialogue, plenary, cleo, records):
    dialogue.time_zone = "America/Lima"
    dialogue.save()
    cast.post(plenary, cleo, "Grüße — 水\n\n“quoted”")
    (entry,) = entries_of(records(dialogue, plenary))
    assert entry["by"] == {"id": cleo.pk, "name": "Cleo Marin", "place": "Lyon, France"}
    assert entry["data"]["text"] == "Grüße — 水\n\n“quoted”"
    assert "html" not in entry["data"]
    assert entry["at"].endswith("Z")
    assert entry["local"].endswith("-05:00")


def test_an_edited_message_is_told_with_its_current_text_and_who_edited_it(
    dialogue, plenary, cleo, records, document
):
    seq = cast.post(plenary, cleo, "Forty metres").seq
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Fourteen metres")
    message, edit = entries_of(records(dialogue, plenary))
    assert message["data"]["text"] == "Fourteen metres"
    assert message["edited"]["by"]["name"] == "Cleo Marin"
    assert edit["kind"] == "chat.message_edited"
    text = document(dialogue, plenary)
    assert "by Cleo Marin*" in text
    assert "Forty metres" not in text
    assert f"Cleo Marin corrected message {seq}" in text


def test_a_deleted_message_keeps_its_place_and_loses_its_text(
    dialogue, plenary, cleo, mia, records, document
):
    seq = cast.post(plenary, cleo, "Something regretted").seq
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Something else regretted")
    cast.do(plenary, mia, "chat.delete_message", message=seq)
    message, _edit, _deletion = entries_of(records(dialogue, plenary))
    assert message["deleted"]["by"]["name"] == "Mia Kovač"
    assert "text" not in message["data"]
    everything = str(records(dialogue, plenary)) + document(dialogue, plenary)
    assert "regretted" not in everything
    assert "by Mia Kovač*" in everything


def test_a_removed_entry_is_marked_and_what_it_said_is_nowhere(
    dialogue, plenary, cleo, ada, records, document
):
    seq = cast.post(plenary, cleo, "A telephone number").seq
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Another telephone number")
    redact(plenary.stream_id, seq, by=ada)
    message, _edit, removal = entries_of(records(dialogue, plenary))
    assert message["data"] == {}
    assert "removed" in message
    assert removal["kind"] == "log.entry_redacted"
    assert "telephone" not in str(records(dialogue, plenary)) + document(dialogue, plenary)
    assert "What it said was removed" in document(dialogue, plenary)


def test_removing_an_edit_or_a_hand_leaves_everything_else(
    dialogue, plenary, cleo, ada, records, document
):
    cast.do(plenary, cleo, "rooms.raise_hand")
    redact(plenary.stream_id, 1, by=ada)
    cast.post(plenary, cleo, "Still here")
    assert [entry["seq"] for entry in entries_of(records(dialogue, plenary))] == [1, 2, 3]
    assert "Still here" in document(dialogue, plenary)


def test_people_are_called_by_their_names(dialogue, plenary, cleo, ben, document):
    cast.do(plenary, cleo, "rooms.raise_hand")
    cast.do(plenary, ben, "rooms.call_speaker", person=cleo.pk)
    assert "Ben Okoro gave the floor to Cleo Marin" in document(dialogue, plenary)


def test_entries_for_the_crew_are_marked_and_not_told_to_others(
    dialogue, plenary, cleo, ada, records
):
    fact = transcript_entries.TranscriptDownloaded(download=1, room=None, title="T", format="jsonl")
    append(plenary.stream_id, fact, by=ada, audience=Audience.CREW)
    (entry,) = entries_of(records(dialogue, plenary))
    assert entry["audience"] == "crew"
    view = Choices(purpose=Purpose.VIEW)
    told = records(dialogue, plenary, choices=view, reader=cleo.pk)
    assert entries_of(told) == []
    assert told[-1]["left_out"] == {"crew": 1}


def test_entries_for_one_person_are_never_told_but_counted(
    dialogue, plenary, cleo, ada, records, document
):
    fact = transcript_entries.TranscriptDownloaded(
        download=1, room=None, title="Secret", format="jsonl"
    )
    cast.post(plenary, cleo, "Before")
    append(plenary.stream_id, fact, by=ada, audience=Audience.PERSON, person=cleo.pk)
    told = records(dialogue, plenary)
    assert [entry["seq"] for entry in entries_of(told)] == [1]
    assert told[-1]["streams"] == [
        {"stream": plenary.stream_id, "head": 2, "entries": 1, "withheld": 1}
    ]
    assert "Secret" not in str(told) + document(dialogue, plenary)


def test_it_ends_at_the_entry_that_stood_when_it_began(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "Before")
    lines = jsonl(transcript_of(dialogue, plenary))
    header = msgspec.json.decode(next(lines))
    cast.post(plenary, cleo, "After")
    rest = b"".join(lines)
    assert header["streams"][0]["head"] == 1
    assert b"Before" in rest
    assert b"After" not in rest


def test_the_header_names_the_dialogue_its_streams_and_where_they_stand(dialogue, plenary, records):
    header = records(dialogue)[0]
    stream = Stream.objects.get(pk=plenary.stream_id)
    assert header["dialogue"]["slug"] == dialogue.slug
    assert header["generator"].startswith("polylogue ")
    assert header["streams"][1] == {
        "stream": stream.pk,
        "epoch": stream.epoch,
        "head": stream.head,
        "room": {"id": plenary.pk, "title": "Plenary", "kind": "plenary", "rule": "private"},
    }
