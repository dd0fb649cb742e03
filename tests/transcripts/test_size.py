"""Transcripts of any length: in order, the same again, in the memory of a page."""

from __future__ import annotations

import hashlib
import json
import tracemalloc

import pytest
from django.utils import timezone

from chat.entries import MessagePosted
from chat.models import Message
from polylogue.log import journal, writer
from polylogue.log.intents import Intent
from polylogue.transcripts.export import jsonl, markdown, transcript_of


def fill(room, author, count, text="Number {}, water, wind and people.", at=None):
    """Messages written in one command, all at the same moment if there is one."""

    def act():
        for number in range(count):
            posted = MessagePosted(key=f"fill-{number:08}")
            entry = journal.append(room.stream_id, posted, by=author.pk, at=at)
            journal.stage(
                Message(
                    stream_id=room.stream_id,
                    seq=entry.seq,
                    author_id=author.pk,
                    posted_at=entry.at,
                    text=text.format(number),
                )
            )

    lane = room.dialogue.stream_id
    writer.run(Intent(act=act, actor=author.pk, streams=(room.stream_id,), lane=lane))


def peak_kib(pieces):
    """The memory that reading all of it takes, whatever it says."""
    tracemalloc.start()
    try:
        for _piece in pieces:
            pass
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()


def test_a_thousand_entries_of_one_moment_stay_in_their_order(dialogue, plenary, cleo):
    fill(plenary, cleo, 1000, at=timezone.now())
    lines = [json.loads(line) for line in jsonl(transcript_of(dialogue, plenary))][1:-1]
    assert len({line["at"] for line in lines}) == 1
    assert [line["seq"] for line in lines] == list(range(1, 1001))
    assert [line["data"]["text"].split(",")[0] for line in lines] == [
        f"Number {number}" for number in range(1000)
    ]


@pytest.mark.parametrize("count", [999, 1000, 1001, 2000])
def test_no_entry_is_lost_where_one_page_ends_and_the_next_begins(dialogue, plenary, cleo, count):
    fill(plenary, cleo, count)
    told = [json.loads(line) for line in jsonl(transcript_of(dialogue, plenary))]
    assert [line["seq"] for line in told[1:-1]] == list(range(1, count + 1))
    assert told[-1]["entries"] == count


def test_ten_thousand_entries_take_no_more_memory_than_two_thousand(dialogue, plenary, cleo):
    fill(plenary, cleo, 2000)
    short = peak_kib(jsonl(transcript_of(dialogue, plenary)))
    fill(plenary, cleo, 8000)
    long = peak_kib(jsonl(transcript_of(dialogue, plenary)))
    assert long < short * 1.25 + 256


def test_the_same_transcript_twice_is_the_same_to_the_byte(dialogue, plenary, cleo):
    fill(plenary, cleo, 1500)
    once, again = (b"".join(jsonl(transcript_of(dialogue))) for _ in range(2))
    assert once == again
    one, other = ("".join(markdown(transcript_of(dialogue))) for _ in range(2))
    assert one == other


def test_the_footer_proves_that_nothing_is_missing(dialogue, plenary, cleo):
    fill(plenary, cleo, 20)
    *before, last = jsonl(transcript_of(dialogue, plenary))
    footer = json.loads(last)
    assert footer["record"] == "footer"
    assert footer["entries"] == len(before) - 1 == 20
    assert footer["sha256"] == hashlib.sha256(b"".join(before)).hexdigest()
