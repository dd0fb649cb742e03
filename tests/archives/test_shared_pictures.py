"""Copies of a board share the bytes of its pictures, also after a restore: forgotten once, they are gone."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from polylogue.archives import restoring
from polylogue.archives.refusals import NotRestored
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry
from tests.archives.told import archive, content
from tests.jobs.test_queue import work
from tests.support import cast, forging
from tests.whiteboard import scenes
from tests.whiteboard.pictures.showing import laid
from tests.whiteboard.test_forgetting import forget
from whiteboard.models import Board
from whiteboard.pictures.models import Picture


@pytest.fixture
def thrice(plenary, ben, cleo, sign_in, settings, tmp_path) -> Dialogue:
    """A board with a picture, two copies of it, and another picture of the same look beside it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    board = scenes.opened(plenary, ben)
    laid(sign_in(cleo), board, cleo)
    for _number in range(2):
        form = {"key": cast.new_key(), "room": "dialogue", "with_cards": "1"}
        args = [plenary.dialogue.slug, board.pk]
        assert sign_in(ben).post(reverse("whiteboard:copy", args=args), form).status_code == 302
    laid(sign_in(cleo), board, cleo, alt="A roof of its own")
    return plenary.dialogue


def pictures(slug):
    return Picture.objects.filter(board__room__dialogue__slug=slug)


def names(slug):
    return set(pictures(slug).values_list("content", flat=True))


def test_what_was_shared_is_shared_again_and_forgotten_at_once(thrice, ben, tmp_path):
    assert (pictures(thrice.slug).count(), len(names(thrice.slug))) == (4, 2)
    one = archive(thrice.slug, tmp_path)
    restoring.restore(one, slug="again")
    assert (pictures("again").count(), len(names("again"))) == (4, 2)
    board = Board.objects.filter(room__dialogue__slug="again").order_by("pk")[0]
    told = Entry.objects.filter(stream=board.stream_id, kind="board.piece_created")
    made = told.filter(data__type="image").earliest("seq")
    gone = pictures("again").get(board=board, piece=made.data["piece"])
    forget(board, made.seq, ben)
    work()
    assert pictures("again").count() == 1
    assert not any(map(default_storage.exists, gone.stored))
    assert all(map(default_storage.exists, names("again") | names(thrice.slug)))
    assert pictures(thrice.slug).count() == 4


def test_an_archive_holds_shared_bytes_once_and_is_the_same_again(thrice, tmp_path):
    one = archive(thrice.slug, tmp_path)
    assert sum(name.startswith("files/") for name in forging.parts(one)) == 4
    restoring.restore(one, slug="again")
    assert content(archive("again", tmp_path, "two")) == content(one)


def test_bytes_that_one_row_calls_otherwise_are_refused(thrice, tmp_path, everything):
    one = archive(thrice.slug, tmp_path)

    def called(rows):
        rows[1]["media_type"] = "image/gif"

    forged = forging.forge(one, "pictures.Picture", called)
    before = everything()
    with pytest.raises(NotRestored, match="not taken"):
        restoring.restore(forged, slug="again")
    assert everything() == before
