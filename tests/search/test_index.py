"""The index says what the log says: what is said is found, what is gone is not."""

import random

import pytest
from django.db import connection

from polylogue.dialogues import actions
from polylogue.dialogues.intents import run_as
from polylogue.jobs.worker import Worker
from polylogue.log import facts, redaction
from polylogue.log.models import Entry
from polylogue.search import following, kinds
from polylogue.search.finding import Reader, Wanted, find
from polylogue.search.models import Cursor, Passage
from polylogue.search.query import parse
from polylogue.search.words import normalise
from rooms import reach
from rooms.models import Attachment
from tests.support import cast


def found(dialogue, person, text, *, is_crew=False, **filters):
    """The texts of what somebody finds, newest first."""
    streams = reach.streams_of(person.pk, dialogue.pk)
    reader = Reader(person.pk, dialogue.stream_id, is_crew=is_crew, streams=streams)
    ids = find(Wanted(query=parse(text, typing=True), **filters), reader)
    passages = Passage.objects.in_bulk(ids)
    return [passages[pk].words.partition(" ")[2] for pk in ids]


def test_what_was_said_a_moment_ago_is_found_across_rooms(dialogue, plenary, side_room, cleo, dov):
    cast.post(plenary, cleo, "Clean WATER for Zürich")
    cast.post(side_room, dov, "Waterways of Zurich")
    assert found(dialogue, dov, "zurich wat") == [
        "waterways of zurich", "clean water for zurich",
    ]  # fmt: skip
    assert found(dialogue, dov, "zurich water ") == ["clean water for zurich"]


def test_a_phrase_is_found_where_its_words_stand_side_by_side(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "Clean rivers and drinking water")
    cast.post(plenary, cleo, "Clean water, cold beer")
    assert found(dialogue, cleo, '"clean water"') == ["clean water cold beer"]


def test_a_script_without_blanks_is_found_in_the_middle(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "東京都水道局")
    assert found(dialogue, cleo, "水道") == ["東 京 都 水 道 局"]
    assert found(dialogue, cleo, "道水") == []


def test_a_correction_is_found_and_what_it_replaced_is_not(dialogue, plenary, cleo):
    said = cast.post(plenary, cleo, "Clean water")
    assert found(dialogue, cleo, "clean")
    cast.do(plenary, cleo, "chat.edit_message", message=said.seq, text="Muddy water")
    assert found(dialogue, cleo, "clean") == []
    assert found(dialogue, cleo, "muddy") == ["muddy water"]


def test_what_was_deleted_is_not_found_and_not_kept(dialogue, plenary, cleo, mia):
    said = cast.post(plenary, cleo, "Clean water")
    assert found(dialogue, cleo, "water")
    cast.do(plenary, mia, "chat.delete_message", message=said.seq)
    assert found(dialogue, mia, "water", is_crew=True) == []
    assert Passage.objects.get(seq=said.seq, stream=plenary.stream_id).words == ""


def test_what_was_redacted_is_not_found(dialogue, plenary, cleo, ada):
    said = cast.post(plenary, cleo, "Clean water")
    assert found(dialogue, cleo, "water")
    forget = lambda by: redaction.redact(plenary.stream_id, said.seq, by=ada.pk)  # noqa: E731
    run_as(dialogue, ada, forget, key=cast.new_key(), content=None, reach=True)
    assert found(dialogue, cleo, "water") == []


def test_announcements_are_found(dialogue, ben, cleo):
    act = lambda by: actions.announce(by, text="Lunch is ready")  # noqa: E731
    run_as(dialogue, ben, act, key=cast.new_key(), content=None)
    assert found(dialogue, cleo, "lunch", kind="announcement") == ["lunch is ready"]
    assert found(dialogue, cleo, "lunch", kind="message") == []


def test_nothing_is_found_in_a_stream_one_cannot_follow(dialogue, plenary, side_room, cleo, dov):
    cast.post(side_room, cleo, "Clean water")
    Attachment.objects.filter(stream=side_room.stream_id, person=dov).update(until_seq=1)
    assert found(dialogue, cleo, "water")
    assert found(dialogue, dov, "water") == []


def test_nothing_is_found_from_before_one_could_follow(dialogue, side_room, cleo, dov):
    early = cast.post(side_room, cleo, "Early water")
    held = Attachment.objects.filter(stream=side_room.stream_id, person=dov)
    held.update(since_seq=early.seq)
    cast.post(side_room, cleo, "Late water")
    assert found(dialogue, dov, "water") == ["late water"]


def test_another_dialogue_is_another_world(dialogue, plenary, cleo, ada):
    other = cast.dialogue(by=ada, title="Elsewhere")
    cast.enrol(other, cleo, "participant")
    cast.post(other.rooms.select_related("dialogue").get(), cleo, "Clean water")
    assert found(dialogue, cleo, "water") == []
    assert found(other, cleo, "water") == ["clean water"]


def test_the_mark_of_a_dialogue_cannot_be_looked_for(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "Water")
    assert found(dialogue, cleo, f"@{dialogue.stream_id} ") == []


@pytest.mark.parametrize("is_crew", [True, False])
def test_what_is_for_the_crew_is_found_by_the_crew_alone(dialogue, plenary, cleo, is_crew):
    said = cast.post(plenary, cleo, "Clean water")
    following.catch_up([plenary.stream_id])
    Passage.objects.filter(seq=said.seq, stream=plenary.stream_id).update(audience="crew")
    assert bool(found(dialogue, cleo, "water", is_crew=is_crew)) == is_crew


def test_the_worker_reads_on_when_it_has_nothing_else_to_do(dialogue, plenary, cleo):
    said = cast.post(plenary, cleo, "Clean water")
    worker = Worker()
    while worker.step():
        pass
    assert Cursor.objects.get(stream=plenary.stream_id).seq >= said.seq
    assert Passage.objects.filter(words__contains="clean water").exists()


def test_a_reading_that_fails_is_done_again_from_where_it_was(dialogue, plenary, cleo, monkeypatch):
    cast.post(plenary, cleo, "Clean water")
    following.catch_up([dialogue.stream_id])
    kept = dict(Cursor.objects.values_list("stream", "seq"))
    with monkeypatch.context() as patch:
        patch.setattr(following, "_upsert", lambda rows: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            following.catch_up([plenary.stream_id])
    assert dict(Cursor.objects.values_list("stream", "seq")) == kept
    assert found(dialogue, cleo, "water") == ["clean water"]


def test_a_long_backlog_is_read_piece_by_piece(dialogue, plenary, side_room, cleo):
    for number in range(7):
        cast.post(plenary if number % 2 else side_room, cleo, f"Water {number}")
    streams = [plenary.stream_id, side_room.stream_id]
    assert [following.catch_up(streams, most=3) for _ in range(4)] == [3, 3, 1, 0]
    assert len(found(dialogue, cleo, "water")) == 7


def test_after_any_story_the_index_holds_what_is_shown(dialogue, plenary, side_room, cleo, mia):
    chance, said = random.Random(5), []
    for step in range(120):
        room = chance.choice([plenary, side_room])
        if step % 17 == 0:
            following.catch_up([room.stream_id], most=5)
        if not said or chance.random() < 0.6:
            text = f"Word{chance.randrange(20)} and word{step}"
            said.append((room, cast.post(room, cleo, text).seq))
        elif chance.random() < 0.6:
            place = chance.choice(said)
            text = f"Edited{step}"
            cast.do(place[0], cleo, "chat.edit_message", message=place[1], text=text)
        else:
            place = said.pop(chance.randrange(len(said)))
            cast.do(place[0], mia, "chat.delete_message", message=place[1])
    streams = [dialogue.stream_id, plenary.stream_id, side_room.stream_id]
    while following.catch_up(streams, most=50):
        pass
    assert index() == told(dialogue)
    assert in_full_text("word") == {place for place, words in index().items() if "word" in words}


def test_a_dialogue_that_is_erased_leaves_no_word(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "Clean water")
    following.catch_up([plenary.stream_id])
    Passage.objects.filter(stream=plenary.stream_id).delete()
    assert in_full_text("water") == set()


def index():
    rows = Passage.objects.exclude(words="")
    return {(p.stream_id, p.seq): p.words.partition(" ")[2] for p in rows}


def told(dialogue):
    """What all entries show now, asked of the log itself."""
    from polylogue.log import facts

    entries = list(Entry.objects.all())
    shown = facts.resolve(entries)
    texts = {
        (e.stream_id, e.seq): kinds.said(e, shown[e.stream_id, e.seq])
        for e in entries
        if e.kind in kinds.READERS
    }
    return {place: normalise(said.text) for place, said in texts.items() if said}


def in_full_text(beginning):
    """Where the database's own index has words that begin so."""
    if connection.vendor == "postgresql":
        sql, value = "terms @@ %s::tsquery", f"'{beginning}':*"
    else:
        sql = "id IN (SELECT rowid FROM search_passage_fts WHERE search_passage_fts MATCH %s)"
        value = f'"{beginning}" *'
    rows = Passage.objects.extra(where=[sql], params=[value])
    return set(rows.values_list("stream_id", "seq"))


def test_a_stream_that_cannot_be_read_keeps_nobody_from_what_is_said_elsewhere(
    plenary, side_room, cleo, monkeypatch
):
    resolve = facts.RESOLVERS["chat.message_posted"]

    def broken(entries):
        if any(entry.stream_id == plenary.stream_id for entry in entries):
            raise KeyError("a row is missing")
        return resolve(entries)

    for room in (plenary, side_room):
        cast.post(room, cleo, "lanterns")
    monkeypatch.setitem(facts.RESOLVERS, "chat.message_posted", broken)
    following.read_on()
    found = Passage.objects.filter(words__contains="lantern").values_list("stream", flat=True)
    assert list(found) == [side_room.stream_id]
    assert following._behind() == []
