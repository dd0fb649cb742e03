"""Pinning, writing and unpinning: who may, what is kept, what everybody is told."""

from __future__ import annotations

import pytest

from chat.models import Message
from chat.moderation.muting import Muted
from polylogue.dialogues.policy import DialogueArchived
from polylogue.dialogues.revisions import ChangedMeanwhile
from polylogue.followup import prefill
from polylogue.followup.models import Edition, Practice
from polylogue.jobs import queue, worker
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import reading
from polylogue.log.models import Entry
from rooms.actions import RoomIsClosed
from tests.followup.practices import change, give, pin, redact, seen, sees, take_out, told, unpin
from tests.support import cast


@pytest.fixture
def said(plenary, cleo):
    return cast.post(plenary, cleo, "We painted the street.").seq


def mark(room, seq):
    return Message.objects.get(stream=room.stream_id, seq=seq).marks.get("pinned")


def test_a_pin_makes_a_practice_and_tells_the_room_and_the_crew(dialogue, plenary, mia, said):
    practice = pin(plenary, mia, said)
    assert list(practice.sources.values_list("seq", "since")) == [(said, 1)]
    assert Edition.objects.get(practice=practice).title == "30 km/h in the centre"
    assert told(plenary.stream) == [
        ("practice_pinned", {"practice": practice.pk, "message": said}),
        ("practice_written", {"practice": practice.pk, "edition": 1, "before": None}),
    ]
    changed = {"practice": practice.pk, "edition": 1, "visibility": "room"}
    assert told(dialogue.stream) == [("practice_changed", changed)]
    assert Entry.objects.get(kind="followup.practice_changed").audience == "crew"


def test_no_entry_holds_a_word_of_it(dialogue, plenary, mia, cleo, said):
    practice = pin(plenary, mia, said, visibility="public")
    give(practice, cleo)
    change(practice, mia, results="Half of the crashes.")
    unpin(practice, mia)
    found = Entry.objects.filter(kind__startswith="followup.")
    assert found.count() > 8
    text = str(list(found.values_list("data", flat=True)))
    assert not any(word in text for word in ("30 km/h", "crashes", "Lyon", "painted", "Cleo"))


def test_whoever_has_the_room_open_gets_the_message_again_with_its_mark(plenary, mia, said):
    practice = pin(plenary, mia, said)
    (pinned,) = reading.shown(Entry.objects.filter(kind="followup.practice_pinned"))
    assert pinned["data"]["practice"] == practice.pk
    assert pinned["data"]["pinned"] == {"practice": practice.pk}
    assert pinned["data"]["text"] == "We painted the street."
    unpin(practice, mia)
    (unpinned,) = reading.shown(Entry.objects.filter(kind="followup.practice_unpinned"))
    assert "text" in unpinned["data"] and mark(plenary, said) is None


def test_a_message_of_two_practices_shows_the_newer_and_then_the_one_that_is_left(
    plenary, mia, said
):
    older, newer = pin(plenary, mia, said), pin(plenary, mia, said)
    assert mark(plenary, said) == {"practice": newer.pk}
    unpin(newer, mia)
    assert mark(plenary, said) == {"practice": older.pk}


@pytest.mark.parametrize("who", ["cleo", "dov", "eve"])
def test_only_the_crew_pins(request, plenary, said, who):
    with pytest.raises(NotAllowed):
        pin(plenary, request.getfixturevalue(who), said)
    assert not Practice.objects.exists()
    assert mark(plenary, said) is None


def test_what_is_gone_or_was_never_there_is_not_pinned(plenary, side_room, mia, said):
    for seq in (999, said):
        with pytest.raises(NotFound):
            pin(side_room, mia, seq)
    cast.do(plenary, mia, "chat.delete_message", message=said)
    with pytest.raises(NotFound):
        pin(plenary, mia, said)
    assert not Practice.objects.exists()


def test_nothing_is_pinned_in_a_closed_room_or_an_archive(dialogue, side_room, ada, mia, cleo):
    seq = cast.post(side_room, cleo).seq
    practice = pin(side_room, mia, seq)
    side_room.closed_at = practice.pinned_at
    side_room.save()
    with pytest.raises(RoomIsClosed):
        pin(side_room, mia, seq)
    change(practice, mia, results="It can still be written.")
    dialogue.archived_at = practice.pinned_at
    dialogue.save()
    for act in (lambda: change(practice, mia, results="No more."), lambda: unpin(practice, mia)):
        with pytest.raises(DialogueArchived):
            act()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " \u200b "}, "title"),
        ({"title": "x" * 201}, "Title"),
        ({"what_was_done": "x" * 10_001}, "What was done"),
        ({"country": "XX"}, "Country"),
        ({"sector": "magic"}, "Sector"),
        ({"topics": [str(n) for n in range(13)]}, "12 topics"),
        ({"topics": ["x" * 61]}, "60 characters"),
        ({"files": ["0b8f4a52-6a1c-4a3e-9f0e-2f6d5a3c9b11"]}, "files of the pinned messages"),
        ({"visibility": "everybody"}, "who may see it"),
    ],
)
def test_what_cannot_be_kept_is_said_in_words_and_changes_nothing(
    plenary, mia, said, fields, words
):
    with pytest.raises(Invalid, match=words):
        pin(plenary, mia, said, **fields)
    assert not Practice.objects.exists()
    assert told(plenary.stream) == []


def test_the_crew_and_its_authors_write_it_and_nobody_else(plenary, ben, mia, cleo, dov, eve, said):
    practice = pin(plenary, mia, said)
    change(practice, cleo, results="By its author.")
    change(practice, ben, results="By the crew.")
    assert list(practice.editions.values_list("written_by__display_name", flat=True)) == [
        mia.display_name, cleo.display_name, ben.display_name,
    ]  # fmt: skip
    for person in (dov, eve):
        with pytest.raises(NotAllowed):
            change(practice, person, results="By somebody else.")
    assert practice.edition == 3


def test_saving_the_same_again_is_no_edition(plenary, mia, said):
    practice = pin(plenary, mia, said)
    before = Entry.objects.count()
    change(practice, mia)
    assert (practice.edition, Entry.objects.count()) == (1, before)


def test_nobodys_change_is_overwritten_unseen(dialogue, plenary, ben, mia, said):
    practice = pin(plenary, mia, said)
    dialogue.stream.refresh_from_db()
    seen_at = dialogue.stream.head
    change(practice, ben, results="By Ben.", seen=seen_at)
    with pytest.raises(ChangedMeanwhile, match="Ben Okoro changed good practice"):
        change(practice, mia, results="By Mia.", seen=seen_at)
    assert Edition.objects.get(practice=practice, number=practice.edition).results == "By Ben."


def test_the_last_message_is_not_taken_out_alone(plenary, mia, said):
    practice = pin(plenary, mia, said)
    with pytest.raises(Invalid, match="take the pin away"):
        take_out(practice, mia, practice.sources.get())
    assert sees(practice, mia)


def test_taking_out_the_first_message_moves_it_to_the_room_of_the_next(
    plenary, side_room, mia, cleo, dov, said
):
    there = cast.post(side_room, dov).seq
    practice = pin(plenary, mia, (plenary.stream_id, said), (side_room.stream_id, there))
    take_out(practice, mia, practice.sources.get(author=cleo))
    practice.refresh_from_db()
    assert practice.home_id == side_room.stream_id
    assert Entry.objects.get(stream=side_room.stream, seq=practice.written_seq).kind == (
        "followup.practice_written"
    )


def test_a_short_message_taken_out_leaves_the_words_of_others_whole(plenary, mia, cleo, dov, said):
    practice = pin(
        plenary, mia, said, cast.post(plenary, dov, "30").seq, results="30\n\n30 % fewer crashes."
    )
    take_out(practice, mia, practice.sources.get(author=dov))
    edition = practice.editions.get()
    assert (edition.title, edition.results) == ("30 km/h in the centre", "30 % fewer crashes.")


def test_a_muted_author_writes_nothing_by_way_of_their_practice(plenary, mia, cleo, said, sign_in):
    practice = pin(plenary, mia, said)
    cast.do(plenary, mia, "moderation.mute_person", person=cleo.pk)
    with pytest.raises(Muted):
        change(practice, cleo, results="Heard all the same.")
    assert practice.editions.count() == 1
    change(practice, mia, visibility="network")
    give(practice, cleo)
    assert seen(practice, cleo)


# ---- removed for good --------------------------------------------------------------------------


def test_a_message_removed_for_good_is_removed_from_what_was_made_of_it(
    plenary, ada, mia, cleo, dov, eve, said
):
    practice = pin(plenary, mia, said, visibility="public", title="We painted the street.")
    give(practice, cleo)
    change(practice, mia, results="Nobody complained.", starting_point="We painted the street.")
    redact(plenary, ada, said)
    assert [sees(practice, one) for one in (mia, cleo, dov, eve)] == [True, False, False, False]
    kept = str(list(Edition.objects.values()))
    assert "painted" not in kept and "Nobody complained." in kept
    assert practice.editions.count() == 1


def test_after_a_review_everybody_in_the_room_sees_it_and_others_only_after_consent(
    plenary, ada, mia, cleo, dov, eve, said
):
    practice = pin(plenary, mia, said, visibility="network")
    give(practice, cleo)
    redact(plenary, ada, said)
    with pytest.raises(NotFound):
        change(practice, cleo, title="An author does not review.")
    change(practice, mia, title="Read again")
    assert [sees(practice, one) for one in (cleo, dov, eve)] == [True, True, False]
    assert practice.editions.count() == 1
    give(practice, cleo)
    assert seen(practice, eve)[0] == practice.edition


def test_the_dialogue_is_told_of_it_by_the_worker(dialogue, plenary, ada, mia, cleo, said):
    practice = pin(plenary, mia, said, visibility="dialogue")
    give(practice, cleo)
    redact(plenary, ada, said)
    assert not told(dialogue.stream, "practice_closed")
    while job := queue.take():
        worker.do(job)
    assert told(dialogue.stream, "practice_closed")


# ---- what a form begins with -------------------------------------------------------------------


def test_a_form_begins_with_what_was_said_and_who_said_it(plenary, cleo):
    text = (
        "**Green roofs.** We planted on twelve roofs.\n\nCosts: 20,000 euros.\n\n"
        "What did not work: the first winter.\n\nResults: four degrees less."
    )
    seq = cast.post(plenary, cleo, text).seq
    message = Message.objects.get(stream=plenary.stream, seq=seq)
    fields = prefill.prefilled([message])
    assert fields["title"] == "Green roofs"
    assert (fields["city"], fields["country"], fields["contact"]) == ("Lyon", "FR", "Cleo Marin")
    assert fields["cost_and_time"] == "Costs: 20,000 euros."
    assert fields["what_failed"] == "What did not work: the first winter."
    assert fields["results"] == "Results: four degrees less."
    assert fields["what_was_done"] == "**Green roofs.** We planted on twelve roofs."


@pytest.mark.parametrize(("rule", "named"), [("private", False), ("public", True)])
def test_whom_a_message_speaks_to_is_left_out_where_names_do_not_leave(
    plenary, ada, cleo, rule, named
):
    cast.set_rule(plenary, ada, rule)
    seq = cast.post(plenary, cleo, "Thanks to @Dov Peretz we began.").seq
    message = Message.objects.get(stream=plenary.stream, seq=seq)
    assert ("Dov Peretz" in prefill.prefilled([message])["what_was_done"]) == named
