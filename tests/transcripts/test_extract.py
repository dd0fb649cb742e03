"""The extract to pass on: what may leave the room, and of its authors what its rule shows."""

import pytest

from polylogue.transcripts.export import transcript_of
from polylogue.transcripts.extract import extract
from tests.support import cast


def told(dialogue):
    return "".join(extract(transcript_of(dialogue)))


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("private", None),
        ("unattributed", "From the room:"),
        ("by_city", "From Lyon:"),
        ("public", "From Cleo Marin, Lyon, France:"),
    ],
)
def test_what_leaves_the_room_is_told_as_its_rule_says(dialogue, plenary, ada, cleo, rule, by):
    cast.set_rule(plenary, ada, rule)
    cast.post(plenary, cleo, "We painted the street.")
    document = told(dialogue)
    assert ("> We painted the street." in document) == (by is not None)
    assert ("Cleo" in document) == (rule == "public")
    assert by is None or by in document


def test_what_stays_is_only_counted(dialogue, plenary, ada, cleo):
    cast.post(plenary, cleo, "In confidence")
    cast.set_rule(plenary, ada, "public")
    cast.post(plenary, cleo, "For everybody")
    document = told(dialogue)
    assert "For everybody" in document and "In confidence" not in document
    assert "Left out: 1 entry, of what stays in its room." in document


def test_a_correction_in_confidence_stays(dialogue, plenary, ada, cleo):
    cast.set_rule(plenary, ada, "public")
    said = cast.post(plenary, cleo, "For everybody")
    cast.set_rule(plenary, ada, "private")
    cast.do(plenary, cleo, "chat.edit_message", message=said.seq, text="In confidence")
    assert "In confidence" not in told(dialogue)


def test_what_was_deleted_is_not_told(dialogue, plenary, ada, cleo):
    cast.set_rule(plenary, ada, "public")
    said = cast.post(plenary, cleo, "For everybody")
    cast.do(plenary, cleo, "chat.delete_message", message=said.seq)
    assert "For everybody" not in told(dialogue)


def test_whoever_is_spoken_to_is_not_named_where_authors_are_not(dialogue, plenary, ada, cleo):
    cast.set_rule(plenary, ada, "by_city")
    cast.post(plenary, cleo, "@Dov Peretz what did it cost?")
    document = told(dialogue)
    assert "what did it cost?" in document and "Dov" not in document


@pytest.mark.parametrize(
    "text",
    ["@Dov Peretz, or @dov peretz?", "@Dov PERETZ", "@Cleo Marin says so", "@Dov @Dov Peretz"],
)
def test_nobody_is_named_by_an_at_sign_however_it_is_written(dialogue, plenary, ada, cleo, text):
    cast.enrol(dialogue, cast.person("dov2", display_name="Dov"))
    cast.set_rule(plenary, ada, "unattributed")
    cast.post(plenary, cleo, text)
    said = told(dialogue).split("From the room:")[1].casefold()
    assert not any(part in said for part in ("dov", "peretz", "cleo", "marin"))


def test_staff_download_it(dialogue, plenary, ada, cleo, sign_in):
    cast.set_rule(plenary, ada, "public")
    cast.post(plenary, cleo, "For everybody")
    answer = sign_in(ada).post(f"/d/{dialogue.slug}/transcripts/download", {"format": "extract"})
    assert "For everybody" in b"".join(answer.streaming_content).decode()
