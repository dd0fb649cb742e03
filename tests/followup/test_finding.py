"""Search, transcripts and the extract: each shows a good practice to those who may see it, no more."""

from __future__ import annotations

import pytest

from polylogue.search.finding import Reader, Wanted, find
from polylogue.search.models import Passage
from polylogue.search.query import parse
from polylogue.transcripts.export import markdown, transcript_of
from polylogue.transcripts.extract import extract
from rooms import reach
from rooms.models import Attachment
from tests.followup.practices import change, give, pin, redact, take_out, unpin, withdraw
from tests.support import cast


@pytest.fixture
def late(dialogue, plenary):
    """Takes part and cannot follow the plenary."""
    person = cast.person("late")
    cast.enrol(dialogue, person, "participant")
    Attachment.objects.filter(stream=plenary.stream, person=person).update(until_seq=1)
    return person


@pytest.fixture
def practice(plenary, mia, cleo):
    said = cast.post(plenary, cleo, "We painted.").seq
    return pin(plenary, mia, said, visibility="dialogue", results="Zebra one.", title="Crossings")


def found(dialogue, person, text, *, is_crew=False):
    streams = reach.streams_of(person.pk, dialogue.pk)
    reader = Reader(person.pk, dialogue.stream_id, is_crew=is_crew, streams=streams)
    return len(find(Wanted(query=parse(text), kind="practice"), reader))


def test_each_finds_the_edition_that_they_see_and_finds_it_once(
    dialogue, plenary, mia, cleo, dov, late, practice
):
    assert (found(dialogue, dov, "zebra"), found(dialogue, late, "zebra")) == (1, 0)
    give(practice, cleo)
    assert (found(dialogue, dov, "zebra"), found(dialogue, late, "zebra")) == (1, 1)
    change(practice, mia, results="Zebra two.")
    assert [found(dialogue, dov, text) for text in ("one", "two")] == [0, 1]
    assert [found(dialogue, late, text) for text in ("one", "two")] == [1, 0]
    give(practice, cleo)
    assert [found(dialogue, late, text) for text in ("one", "two")] == [0, 1]
    withdraw(practice, cleo)
    assert (found(dialogue, dov, "two"), found(dialogue, late, "two")) == (1, 0)


def test_what_is_withheld_is_not_found_either(dialogue, plenary, cleo, dov, late, practice):
    give(practice, cleo, naming="hidden")
    assert found(dialogue, late, "zebra") == 1
    assert (found(dialogue, late, "Lyon"), found(dialogue, late, "Marin")) == (0, 0)
    assert (found(dialogue, dov, "Lyon"), found(dialogue, dov, "Marin")) == (1, 1)


def test_one_of_two_rooms_is_found_by_who_can_follow_both(
    dialogue, plenary, side_room, mia, cleo, dov, ben
):
    places = [(r.stream_id, cast.post(r, cleo).seq) for r in (plenary, side_room)]
    pin(plenary, mia, *places, results="Zebra.")
    Attachment.objects.filter(stream=side_room.stream, person=dov).update(until_seq=1)
    assert (found(dialogue, ben, "zebra"), found(dialogue, dov, "zebra")) == (1, 0)


def test_what_was_unpinned_or_taken_out_leaves_no_words_in_the_index(
    dialogue, plenary, ada, mia, cleo, dov, practice
):
    give(practice, cleo)
    further = cast.post(plenary, dov).seq
    change(practice, mia, add=[(plenary.stream_id, further)])
    assert found(dialogue, mia, "zebra", is_crew=True) == 1
    take_out(practice, mia, practice.sources.get(author=dov))
    assert found(dialogue, mia, "zebra", is_crew=True) == 0
    change(practice, mia, results="Zebra three.")
    assert found(dialogue, mia, "zebra", is_crew=True) == 1
    unpin(practice, mia)
    assert found(dialogue, mia, "zebra", is_crew=True) == 0
    assert not Passage.objects.filter(words__contains="zebra").exists()


def test_what_was_removed_for_good_leaves_no_words_in_the_index(
    dialogue, plenary, ada, mia, cleo, practice
):
    give(practice, cleo)
    assert found(dialogue, mia, "zebra", is_crew=True) == 1
    redact(plenary, ada, practice.sources.get().seq)
    assert not Passage.objects.filter(words__contains="zebra").exists()
    assert found(dialogue, mia, "zebra", is_crew=True) == 0


@pytest.mark.parametrize("rule", ["private", "public"])
@pytest.mark.parametrize("visibility", ["room", "dialogue", "network", "public"])
def test_the_extract_holds_what_its_authors_made_public(
    dialogue, plenary, ada, mia, cleo, rule, visibility
):
    """It may be given to anybody. The message itself follows the rule of its room, as before."""
    cast.set_rule(plenary, ada, rule)
    said = cast.post(plenary, cleo, "We painted.").seq
    practice = pin(plenary, mia, said, results="Zebra one.", visibility=visibility)
    assert "Zebra" not in document(dialogue)
    if visibility != "room":
        give(practice, cleo, naming="city")
    change(practice, mia, what_failed="Not agreed to.")
    text = document(dialogue)
    assert ("Zebra one." in text and "Lyon, France" in text) == (visibility == "public")
    assert "Not agreed to." not in text and "roads office" not in text
    assert ("We painted." in text) == (rule == "public")
    if visibility != "room":
        withdraw(practice, cleo)
    assert "Zebra" not in document(dialogue)


def document(dialogue):
    return "".join(extract(transcript_of(dialogue)))


def test_the_transcript_tells_the_pin_and_the_way_to_it_and_not_its_text(
    dialogue, plenary, mia, cleo, practice, settings
):
    text = "".join(markdown(transcript_of(dialogue)))
    assert f"Mia Kovač pinned message {practice.sources.get().seq}" in text
    assert f"pinned as a good practice: {settings.ORIGINS[0]}/practices/{practice.pk}/" in text
    assert "Cleo Marin was asked for their consent" in text
    assert "Zebra" not in text
