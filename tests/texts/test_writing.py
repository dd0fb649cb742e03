"""Writing in one text together: merged, once, in the log, and never by who may not."""

from __future__ import annotations

import pytest

from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log import reading as log
from polylogue.log import redaction, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Entry
from polylogue.texts import reading
from polylogue.texts.models import Change, Text
from tests.support import cast
from tests.support.pads import PAD
from tests.texts.writing import revision, words, write


def entries(room):
    return Entry.objects.filter(stream=room.stream_id, kind="texts.changed").order_by("seq")


def redact(room, by, seq):
    act = lambda: redaction.redact(room.stream_id, seq, by=by.pk)  # noqa: E731
    lane = room.dialogue.stream_id
    writer.run(Intent(act=act, actor=by.pk, streams=(room.stream_id,), lane=lane))


def test_what_two_write_for_one_revision_is_merged(plenary, cleo, dov):
    write(plenary, cleo, ["river bank"])
    write(plenary, cleo, ["The "], base=1)
    write(plenary, dov, [10, "s"], base=1)
    assert words(plenary) == "The river banks"
    assert revision(plenary) == 3


def test_each_change_is_an_entry_that_shows_its_operation_and_holds_no_words(plenary, cleo):
    receipt = write(plenary, cleo, ["harbour"], keys=["the-key-of-a-part"])
    (entry,) = entries(plenary)
    assert entry.data == {"text": PAD, "revision": 1, "key": "the-key-of-a-part"}
    (shown,) = log.shown([entry])
    assert shown["data"]["op"] == ["harbour"]
    assert (receipt.seq, receipt.result) == (entry.seq, 1)


def test_a_part_is_done_once_whichever_commands_bring_it(plenary, cleo, dov):
    first, second = cast.new_key(), cast.new_key()
    write(plenary, cleo, ["one"], base=0, keys=[first])
    write(plenary, dov, ["zero "], base=0)
    write(plenary, cleo, ["one"], [3, " two"], base=0, keys=[first, second])
    write(plenary, cleo, ["one"], [3, " two"], base=0, keys=[first, second])
    assert words(plenary) == "onezero  two"
    assert Change.objects.count() == revision(plenary) == 3


def test_a_command_that_is_sent_again_is_answered_again(plenary, cleo):
    key, part = cast.new_key(), cast.new_key()
    once = write(plenary, cleo, ["one"], base=0, keys=[part], key=key)
    again = write(plenary, cleo, ["one"], base=0, keys=[part], key=key)
    assert (again.again, again.seq) == (True, once.seq)
    assert words(plenary) == "one"


def test_what_was_written_long_ago_still_finds_its_place(plenary, cleo, dov):
    write(plenary, cleo, ["start end"])
    for number in range(20):
        write(plenary, dov, [5, str(number % 10)])
    write(plenary, cleo, [9, "!"], base=1)
    assert words(plenary).startswith("start") and words(plenary).endswith(" end!")


def test_the_holder_hears_what_the_text_says_now(plenary, cleo, heard):
    write(plenary, cleo, ["one"], [3, " two"])
    assert heard == ["one two"]


def test_a_text_that_gets_too_long_is_refused_until_it_is_shortened(plenary, cleo):
    write(plenary, cleo, ["x" * 60])
    part = cast.new_key()
    with pytest.raises(Invalid, match="too long"):
        write(plenary, cleo, [60, "y"], base=1, keys=[part])
    assert revision(plenary) == 1
    write(plenary, cleo, [60, "y"], [-5], base=1, keys=[part, cast.new_key()])
    assert words(plenary) == "x" * 55 + "y"


@pytest.mark.parametrize(
    "op",
    [[5, "x"], [-5], ["bell\a"], ["\x00"], [1, "x"]],
    ids=["beyond", "less", "bell", "nul", "half"],
)
def test_what_does_not_fit_the_text_or_cannot_be_seen_is_refused(plenary, cleo, op):
    write(plenary, cleo, ["😀"])
    with pytest.raises(Invalid):
        write(plenary, cleo, op)
    assert words(plenary) == "😀"


def test_a_revision_that_is_not_there_yet_is_refused(plenary, cleo):
    with pytest.raises(Invalid):
        write(plenary, cleo, ["x"], base=3)


@pytest.mark.parametrize("name", ["pad.other", "pad", "nobody.here", "pad."])
def test_a_text_that_nobody_holds_is_not_there(plenary, cleo, name):
    parts = [{"key": cast.new_key(), "op": ["x"]}]
    with pytest.raises(NotFound):
        cast.do(plenary, cleo, "texts.edit", text=name, base=0, parts=parts)
    assert not Text.objects.exists()


def test_observers_and_those_outside_write_nothing(plenary, dialogue, eve):
    olga = cast.person("olga")
    cast.enrol(dialogue, olga, "observer")
    for person in (olga, eve):
        with pytest.raises((NotAllowed, NotFound)):
            write(plenary, person, ["x"])
    assert not Text.objects.exists()


def test_whoever_is_muted_writes_nothing(plenary, mia, cleo):
    cast.do(plenary, mia, "moderation.mute_person", person=cleo.pk, because="")
    with pytest.raises(Refusal) as refused:
        write(plenary, cleo, ["x"])
    assert refused.value.code == "muted"


def test_the_changes_give_the_text_at_every_revision(plenary, cleo, dov):
    said = [""]
    for by, op in [(cleo, ["abc"]), (dov, [1, "é"]), (cleo, [-1]), (dov, [3, "😀"])]:
        write(plenary, by, op)
        said.append(words(plenary))
    text = Text.objects.get()
    assert [reading.words_at(text, revision) for revision in range(5)] == said


def test_what_is_removed_for_good_is_in_no_row_and_others_words_stay(plenary, ada, cleo, dov):
    write(plenary, cleo, ["secret"])
    write(plenary, dov, [6, " and more"])
    write(plenary, dov, [3, "-"])
    redact(plenary, ada, entries(plenary)[0].seq)
    assert words(plenary) == "- and more"
    assert "secret" not in str(list(Change.objects.values_list("operation", flat=True)))
    assert "sec" not in str([log.shown([entry]) for entry in entries(plenary)])
    text = Text.objects.get()
    assert reading.words_at(text, text.revision) == text.words


def test_whoever_wrote_before_something_was_removed_still_finds_their_place(
    plenary, ada, cleo, dov
):
    write(plenary, cleo, ["secret end"])
    redact(plenary, ada, entries(plenary)[0].seq)
    write(plenary, dov, [10, "!"], base=1)
    assert words(plenary) == "!"
