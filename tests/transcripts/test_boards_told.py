"""Boards in transcripts: drawn with their pictures, for whoever may see them, on pages where they can be read."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import pypdfium2
import pytest

from polylogue.transcripts.choices import Choices, Purpose
from tests.support import opening
from tests.whiteboard import scenes
from tests.whiteboard.pictures.showing import laid, opened, shows_teal


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def board(plenary, ben, cleo, sign_in):
    """With a picture that everybody sees, and one that only cleo sees."""
    board = scenes.opened(plenary, ben)
    laid(sign_in(cleo), board, cleo, lane="lane-1")
    scenes.do(board, ben, "set_rules", is_private=True)
    laid(sign_in(cleo), board, cleo, alt="A shy roof", lane="lane-1")
    return board


def drawings(made):
    """What a page shows of boards, as SVG."""
    page = made["transcript.html"].decode()
    return [
        base64.b64decode(found).decode()
        for found in re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', page)
    ]


def laid_at(board):
    """The entry that laid the first picture."""
    found = board.stream.entries.filter(kind="board.piece_created", data__type="image")
    return found.earliest("seq").seq


def pages(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=1).to_pil() for page in document]


def media(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return [opened(file.read(one)) for one in file.namelist() if one.startswith("word/media/")]


def test_the_record_shows_the_pictures_of_a_board_in_every_form_for_people(dialogue, board):
    (drawn,) = drawings(opening.of(dialogue, "html"))
    assert drawn.count("data:image/webp;base64,") == 1
    paper = opening.of(dialogue, "pdf")["transcript.pdf"]
    assert sum(map(shows_teal, pages(paper))) == 1
    assert b"pdfuaid:part" in paper
    assert list(map(shows_teal, media(opening.of(dialogue, "docx")["transcript.docx"]))) == [True]


def test_nobody_gets_a_picture_that_is_not_for_everybody_and_outside_there_is_none(
    dialogue, board, ada, cleo, dov
):
    def told(purpose, reader=None):
        choices = Choices(purpose=purpose)
        return opening.of(dialogue, "html", choices, reader=reader and reader.pk)

    for reader in (cleo, dov):
        made = told(Purpose.VIEW, reader)
        assert [one.count("data:image/webp") for one in drawings(made)] == [1]
        assert ("A shy roof" in drawings(made)[0]) is False
    assert drawings(told(Purpose.OUTSIDE)) == drawings(told(Purpose.OWN, cleo)) == []


def test_a_picture_that_was_removed_for_good_is_in_no_drawing(dialogue, board, ben):
    from tests.jobs.test_queue import work
    from tests.whiteboard.test_forgetting import forget

    forget(board, laid_at(board), ben)
    work()
    assert "data:image/webp" not in drawings(opening.of(dialogue, "html"))[0]
    assert not any(map(shows_teal, pages(opening.of(dialogue, "pdf")["transcript.pdf"])))


def test_a_wide_board_has_a_page_as_large_as_it_needs(dialogue, board, ben):
    scenes.do(board, ben, "set_rules", is_private=False)
    for number in range(12):
        scenes.put(board, ben, "note", fields={"text": f"Note {number}", "x": 260 * number, "y": 0})
    sizes = {one.size for one in pages(opening.of(dialogue, "pdf")["transcript.pdf"])}
    assert any(width < 600 for width, _height in sizes)
    assert max(width for width, _height in sizes) > 1600
