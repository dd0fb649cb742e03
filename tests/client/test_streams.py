"""The client applies a stream strictly, whatever frames come."""

from __future__ import annotations

import pytest

from polylogue.client.streams import Gap, Stream


def item(seq, kind="chat.message_posted", **data):
    return {"seq": seq, "kind": kind, "by": 1, "at": "2026-03-02T09:00:00.000+00:00", "data": data}


def frame(first, *items, epoch="a"):
    last = first + len(items) - 1
    return {"stream": 7, "epoch": epoch, "from": first, "to": last, "items": list(items)}


def test_a_frame_that_continues_is_taken():
    stream = Stream(7, "a", 0)
    assert [new["seq"] for new in stream.take(frame(1, item(1), item(2)))] == [1, 2]
    assert stream.cursor() == {"stream": 7, "epoch": "a", "seq": 2}


def test_what_is_here_already_is_passed_over():
    stream = Stream(7, "a", 0)
    stream.take(frame(1, item(1), item(2)))
    assert [new["seq"] for new in stream.take(frame(2, item(2), item(3)))] == [3]


def test_a_gap_is_not_taken():
    stream = Stream(7, "a", 0)
    with pytest.raises(Gap):
        stream.take(frame(2, item(2)))
    assert stream.seq == 0


def test_another_epoch_is_not_taken():
    with pytest.raises(Gap):
        Stream(7, "a", 0).take(frame(1, item(1), epoch="b"))


def test_an_entry_for_other_eyes_moves_the_cursor():
    stream = Stream(7, "a", 0)
    stream.take({"stream": 7, "epoch": "a", "from": 1, "to": 3, "items": [item(2)]})
    assert stream.seq == 3


def test_a_correction_and_a_deletion_change_the_look():
    stream = Stream(7, "a", 0)
    stream.take(frame(1, item(1, text="Helo."), item(2, text="No.")))
    stream.take(frame(3, item(3, "chat.message_edited", message=1, revision=2, text="Hello.")))
    stream.take(frame(4, item(4, "chat.message_deleted", message=2)))
    assert stream.look[1]["text"] == "Hello."
    assert stream.look[2].get("text") is None
    assert stream.look[2]["deleted"]
