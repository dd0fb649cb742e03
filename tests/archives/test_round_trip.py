"""A dialogue in which every wing did everything is the same where it was restored."""

from __future__ import annotations

import pytest

from polylogue.archives import restoring
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.kit.archiving import ENTRIES, TABLES
from polylogue.log.models import Stream
from polylogue.people.models import User
from tests.archives.conftest import HERE
from tests.archives.elsewhere import Elsewhere
from tests.archives.told import archive, content, numbers_in, told
from tests.support import canonical, forging

AGAIN = 5  # billions: where the numbers of whatever is restored begin


def test_a_restored_dialogue_tells_the_same(here, tmp_path):
    one = archive(here.slug, tmp_path)
    before = told(here.slug)
    canonical.apart(AGAIN)
    restoring.restore(one, slug="again")
    assert told("again") == before
    assert content(archive("again", tmp_path, "two")) == content(one)


def test_no_number_of_the_installation_is_in_an_archive(here, tmp_path):
    """Whatever names a row and was not declared would stand there as it is."""
    assert numbers_in(archive(here.slug, tmp_path), HERE) == {}


def test_nothing_of_another_dialogue_is_in_an_archive(built, here, tmp_path):
    whole = b"".join(forging.parts(archive(here.slug, tmp_path)).values())
    words = [one.text for one in built.canaries.values() if one.is_elsewhere]
    own = [one.text for one in built.canaries.values() if not one.is_elsewhere]
    assert words
    assert [word for word in words if word.encode() in whole] == []
    assert sum(word.encode() in whole for word in own) > 100


def test_no_secret_is_in_an_archive(built, here, tmp_path):
    whole = b"".join(forging.parts(archive(here.slug, tmp_path)).values()).decode("latin-1")
    secrets = [*JoinLink.objects.values_list("nonce", flat=True)]
    secrets += User.objects.values_list("password", flat=True)
    secrets += Participation.objects.exclude(reentry_digest="").values_list(
        "reentry_digest", flat=True
    )
    assert len(secrets) > 20
    assert [secret for secret in secrets if f'"{secret}"' in whole] == []


def test_no_epoch_is_in_an_archive_but_those_of_what_was_handed_out(here, tmp_path):
    parts = forging.parts(archive(here.slug, tmp_path))
    rest = b"".join(part for name, part in parts.items() if "/transcripts." not in name)
    epochs = Stream.objects.values_list("epoch", flat=True)
    assert [epoch for epoch in epochs if f'"{epoch}"'.encode() in rest] == []


def test_every_table_is_tried(here, tmp_path):
    """A table without a row proves nothing."""
    one = archive(here.slug, tmp_path)
    assert [label for label in TABLES if not forging.rows(one, label)] == []
    kinds = {row["kind"] for row in forging.rows(one, "log.Entry")}
    assert len(kinds) > len(ENTRIES) / 3


@pytest.mark.long
def test_another_installation_tells_the_same(here, tmp_path):
    """An empty one on SQLite; from there back into this one, whichever database that has."""
    one = archive(here.slug, tmp_path)
    before = told(here.slug)
    other = Elsewhere(tmp_path / "elsewhere")
    assert here.slug in other.run("restore", one)
    assert other.told(here.slug) == before
    other.run("archive", here.slug, "--output", tmp_path / "two")
    assert content(tmp_path / "two") == content(one)
    canonical.apart(AGAIN)
    restoring.restore(tmp_path / "two", slug="back")
    assert told("back") == before
