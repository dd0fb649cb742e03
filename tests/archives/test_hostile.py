"""An archive may come from anybody: whatever is wrong with it, it is refused in words and changes nothing."""

from __future__ import annotations

import json
import zipfile
from functools import reduce

import pytest

from polylogue.archives import opening, restoring, writing
from polylogue.archives.refusals import NotRestored
from polylogue.config import archives
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User
from polylogue.search import following
from polylogue.transcripts.export import jsonl, transcript_of
from tests.chat.attachments.test_intake import HTML
from tests.support import forging

MADE: list[bytes] = []


@pytest.fixture
def archived(request, db, tmp_path, settings):
    """Made once: whoever lies needs no dialogue beside the archive."""
    settings.MEDIA_ROOT = tmp_path / "files"
    path = tmp_path / "one"
    if not MADE:
        writing.write(request.getfixturevalue("with_files").slug, path)
        MADE.append(path.read_bytes())
    path.write_bytes(MADE[0])
    return path


@pytest.fixture
def refused(everything, archived):
    """`refused(file, "words")`: it is not restored, for this reason, and nothing of it is here."""

    def check(file, match):
        before = everything()
        with pytest.raises(NotRestored, match=match):
            restoring.restore(file, slug="forged")
        assert everything() == before

    return check


def test_as_it_is_it_would_be_restored(archived):
    restoring.restore(archived, slug="forged")
    assert Dialogue.objects.filter(slug="forged").exists()


# ---- what is no archive, or another one -----------------------------------------------------------


def test_what_is_no_archive(refused, archived):
    text = archived.with_name("text")
    text.write_text("Dear colleagues, please find enclosed")
    refused(text, "no archive")
    refused(archived.with_name("nowhere"), "no archive")


def test_one_that_broke_off(refused, archived):
    whole = archived.read_bytes()
    for size in (len(whole) // 2, len(whole) - 1, 100):
        archived.write_bytes(whole[:size])
        refused(archived, "no archive|damaged")


def test_one_of_another_version_or_of_something_else(refused, archived):
    refused(forging.forge_manifest(archived, version=2), "version 2; only 1")
    refused(forging.forge_manifest(archived, version=0), "version 0; only 1")
    refused(forging.forge_manifest(archived, format="holiday-pictures"), "no archive of a dialogue")
    refused(forging.forge_manifest(archived, version="1"), "cannot be read")
    refused(forging.forge_manifest(archived, surprise=True), "cannot be read")


def test_one_without_a_manifest(refused, archived):
    found = forging.parts(archived)
    del found["manifest.json"]
    refused(forging.write(archived, found), "damaged")


# ---- what was changed on the way ------------------------------------------------------------------


def test_a_part_with_another_hash(refused, archived):
    found = forging.parts(archived)
    name = forging.name_of("chat.Message")
    found[name] = found[name].replace(b"plans", b"plums")
    refused(forging.write(archived, found), "hash is another")


def test_a_part_of_another_length(refused, archived):
    found = forging.parts(archived)
    name = forging.name_of("chat.Message")
    refused(forging.write(archived, found | {name: found[name] + b"{}\n"}), "larger than it says")
    refused(forging.write(archived, found | {name: found[name][:-9]}), "shorter than it says")


def test_a_number_of_rows_that_is_not_so(refused, archived):
    said = json.loads(forging.parts(archived)["manifest.json"])["parts"]
    for part in said:
        part["rows"] = part["rows"] and 10**11
    refused(forging.forge_manifest(archived, parts=said), "should have 100000000000")


def test_parts_that_the_manifest_does_not_name_and_the_other_way_round(refused, archived):
    found = forging.parts(archived)
    refused(forging.write(archived, found | {"files/9": b"x"}), "does not name the parts")
    del found["files/1"]
    refused(forging.write(archived, found), "does not name the parts")


# ---- what is meant to do harm ---------------------------------------------------------------------

PATHS = [
    "../../etc/cron.d/job",
    "/etc/passwd",
    "files/../../x",
    "tables/../manifest.json",
    "files/1/../2",
    "files\\1",
    "C:/x",
    "files/0",
    "files/1\n",
    "tables/people.User.jsonl/",
    "tables/.jsonl",
    "manifest.json\x00.txt",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_part_that_wants_to_lie_elsewhere(refused, archived, path):
    found = forging.parts(archived)
    refused(forging.write(archived, forging.sealed(found | {path: b"x"})), "part|does not name")


def test_a_part_that_is_there_twice(refused, archived):
    with zipfile.ZipFile(archived, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("files/1", b"x")
    refused(archived, "twice")


def test_a_part_that_unpacks_to_a_thousand_times_its_size(refused, archived, monkeypatch):
    monkeypatch.setattr(opening, "SMALL", 1 << 20)
    bomb = b"\n" * (32 << 20)
    found = forging.sealed(forging.parts(archived) | {forging.name_of("chat.Message"): bomb})
    refused(forging.write(archived, found), "unpack to more")


def test_parts_that_share_their_bytes(refused, archived):
    """A bomb of another kind: many parts, one and the same stretch of the file."""
    found = forging.parts(archived)
    found |= {f"files/{n}": b"".join(bytes([i % 251]) for i in range(9999)) for n in range(3, 30)}
    forging.write(archived, forging.sealed(found))
    with zipfile.ZipFile(archived, "a") as file:
        first = file.getinfo("files/3")
        for n in range(4, 30):
            file.getinfo(f"files/{n}").header_offset = first.header_offset
            file.getinfo(f"files/{n}").compress_size = 10**6
        file.comment = b"changed"  # has the directory written anew
    refused(archived, "unpack to more|damaged")


def test_a_table_or_a_column_that_nobody_here_knows(refused, archived):
    found = forging.parts(archived)
    other = found | {forging.name_of("auth.Permission"): b'{"codename": "all"}\n'}
    refused(forging.write(archived.with_name("other"), forging.sealed(other)), "not known here")
    rights = {"is_staff": True, "is_superuser": True, "password": "x"}
    for name, value in rights.items():
        change = lambda rows: rows[1].update({name: value})  # noqa: B023, E731
        refused(forging.forge(archived, "people.User", change), f"no '{name}'")


def first(**said):
    """A change of the first row."""
    return lambda rows: rows[0].update(said)


def last(**said):
    return lambda rows: rows[-1].update(said)


EVER = "0001-01-01T00:00:00"
DEEP = reduce(lambda inner, _: [inner], range(900), [])
ROWS = {
    "a room of another dialogue": ("rooms.Room", first(dialogue=2), "Row 2 of dialogues"),
    "a room without a dialogue": ("rooms.Room", first(dialogue=None), "odd dialogue"),
    "a message of somebody who is not in it": ("chat.Message", first(author=99), "Row 99"),
    "a message of nobody": ("chat.Message", first(author=0), "Row 0"),
    "a message of a number": ("chat.Message", first(author=True), "Row True"),
    "a stream of another dialogue": ("log.Stream", last(root=None), "not of its dialogue"),
    "a stream in a ring": ("log.Stream", first(root=1), "not of its dialogue"),
    "a stream that says it is longer": ("log.Stream", last(head=99), "all its entries"),
    "an entry that is missing": ("log.Entry", lambda rows: rows.pop(2), "not the next"),
    "the last entry missing": ("log.Entry", lambda rows: rows.pop(), "all its entries"),
    "entries out of order": ("log.Entry", lambda rows: rows.reverse(), "not the next|all its"),
    "an entry twice": ("log.Entry", lambda rows: rows.insert(0, rows[0]), "not the next"),
    "an entry that nobody knows": ("log.Entry", first(kind="evil.done"), "not known|odd data"),
    "an entry that says something else": ("log.Entry", first(data={"x": 1}), "is odd"),
    "an entry that names a row": ("log.Entry", last(data={"key": "k", "quotes": "1"}), "odd data"),
    "an entry for an odd audience": ("log.Entry", first(audience="spies"), "none of its choices"),
    "a role that is a number": ("dialogues.Participation", first(roles=[1]), "odd roles"),
    "a role that there is not": ("dialogues.Participation", first(roles=["king"]), "odd roles"),
    "a zone that there is not": ("dialogues.Dialogue", first(time_zone="Mars"), "not known"),
    "marks that no wing keeps": ("chat.Message", first(marks={"evil": 1}), "odd marks"),
    "a text with a nought": ("chat.Message", first(text="a\x00b"), "odd text"),
    "a text that is too long": ("chat.Message", first(text="a" * 10**6), "odd text"),
    "a number that is a text": ("chat.Message", first(seq="1"), "odd seq"),
    "a message beyond the log": ("chat.Message", first(seq=10**6), "not in its stream"),
    "a number no database holds": ("chat.Message", first(revision=10**6), "odd revision"),
    "a moment without a zone": ("chat.Message", first(posted_at="2026-03-02"), "odd posted_at"),
    "a moment before all zones": (
        "chat.Message",
        first(posted_at=f"{EVER}+14:00"),
        "odd posted_at",
    ),
    "days after all calendars": ("dialogues.Dialogue", first(ends_on="9999-12-31"), "odd ends_on"),
    "a room without a rule": ("rooms.Room", first(rule=""), "none of its choices"),
    "marks that are none": ("chat.Message", first(marks={"mentions": None}), "odd marks"),
    "nobody spoken to": ("chat.Message", first(marks={"mentions": [{"person": 1}]}), "odd marks"),
    "a file of no name": ("chat.Message", first(marks={"attachments": [{"id": 1}]}), "odd marks"),
    "a pin of nothing": ("chat.Message", first(marks={"pinned": {}}), "odd marks"),
    "a card of nothing": ("chat.Message", first(marks={"promoted": {}}), "odd marks"),
    "what is too deep": (
        "chat.Message",
        first(marks={"pinned": {"practice": 0, "x": DEEP}}),
        "odd",
    ),
    "two rows where one may be": ("chat.Message", lambda r: r.append(r[0]), "go together"),
    "no dialogue": ("dialogues.Dialogue", lambda rows: rows.clear(), "Row 1 of dialogues"),
    "two dialogues": ("dialogues.Dialogue", lambda r: r.append(r[0]), "go together|holds one"),
    "days that end before": ("dialogues.Dialogue", first(ends_on="1999-01-01"), "last day"),
    "a person twice": ("people.User", last(email="ada@example.org"), "same e-mail"),
    "an address that is none": ("people.User", last(email="ada"), "no e-mail"),
    "a person who is somebody else": ("people.User", last(merged_into=77), "Row 77"),
    "a file that is missing": ("attachments.File", first(content="files/77"), "missing"),
    "a file that is a table": ("attachments.File", first(content="manifest.json"), "missing"),
    "a file on this machine": ("attachments.File", first(content="/etc/passwd"), "missing"),
    "a picture that is a page": ("attachments.File", first(media_type="text/html"), "not taken"),
}


@pytest.mark.parametrize("what", ROWS)
def test_rows_that_lie(refused, archived, what):
    label, change, words = ROWS[what]
    refused(forging.forge(archived, label, change), words)


def test_a_reply_to_what_is_not_there_keeps_nobody_from_anything(archived):
    forged = forging.forge(archived, "chat.Message", first(thread=10**9))
    restoring.restore(forged, slug="forged")
    following.read_on()
    told = list(jsonl(transcript_of(Dialogue.objects.get(slug="forged"))))
    assert any(b"plans" in line for line in told) and b"footer" in told[-1]


def test_a_file_that_is_something_else(refused, archived):
    """The other file is stored before: it is taken out again."""
    refused(forging.forge_file(archived, "files/3", HTML), "not taken")


def test_a_file_that_cannot_be_stored(refused, archived, settings):
    """The storage fails in the middle: a file stands where a folder has to be."""
    settings.MEDIA_ROOT = archived.with_name("full")
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "attachments").write_text("")
    refused(archived, "not taken")


def test_a_line_that_is_no_row(refused, archived):
    name = forging.name_of("chat.Message")
    for line in (b"[1]\n", b"{}x\n", b"\xff\n", b"[" * 100_000 + b"\n", b'{"stream": 1}\n'):
        refused(forging.forge_file(archived, name, line), "cannot be read|in this archive")


def test_an_address_that_is_taken(everything, with_files, tmp_path):
    writing.write(with_files.slug, tmp_path / "own")
    before = everything()
    with pytest.raises(NotRestored, match=r"already.*--slug"):
        restoring.restore(tmp_path / "own")
    assert everything() == before


@pytest.mark.parametrize("slug", ["../../admin", "a b", "", "x" * 51, "ä", "a\n"])
def test_an_address_that_is_none(everything, archived, slug):
    before = everything()
    named = forging.forge_manifest(archived, dialogue={"slug": slug, "title": "Water"})
    with pytest.raises(NotRestored, match="no address"):
        restoring.restore(named)
    assert everything() == before


def test_the_command_says_why_in_a_sentence(archived, capsys):
    assert archives.restore(forging.forge_manifest(archived, version=7), None) == 1
    said = capsys.readouterr()
    assert said.err == ("polylogue: This archive has version 7; only 1 is understood here.\n")
    assert said.out == ""


def test_nobody_becomes_more_than_they_are(archived, cleo, dov):
    """Whoever has an account here keeps it as it is; a new one opens for nobody before it was proven."""
    User.objects.filter(pk=cleo.pk).update(display_name="Cléo", is_staff=True)
    User.objects.filter(pk=dov.pk).update(email="somebody@example.org")
    restoring.restore(archived, slug="forged")
    cleo = User.objects.get(email="cleo@example.org")
    assert (cleo.display_name, cleo.is_staff) == ("Cléo", True)
    dov = User.objects.get(email="dov@example.org")
    assert (dov.is_staff, dov.is_superuser, dov.has_usable_password()) == (False, False, False)
