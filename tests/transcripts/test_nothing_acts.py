"""Whatever people write, on boards too, is words in a document: it sets nothing, opens nothing, computes nothing."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from xml.etree import ElementTree

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from polylogue.transcripts.filing import FORMS
from tests.support import cast, opening
from tests.support.payloads import CORPUS
from tests.transcripts.test_every_form import HIDDEN, HOSTILE, write
from tests.whiteboard import scenes
from whiteboard.files import drawing, taking, writing
from whiteboard.models import Piece

TYPST = [
    '#eval("1 + 1")',
    '#read("document.typ")',
    '#import "document.typ": *',
    '#include "document.typ"',
    "#panic[stop]",
    "#pagebreak()",
    "#while true {}",
    "= A heading",
    "$ sum_(k=1)^n k $",
    "@nowhere <somewhere>",
    "/* a comment */ // another",
    "\\u{202e} #h(1fr) ] } )",
]
FIELDS = ["DDEAUTO c:\\windows\\system32\\cmd.exe", '{ HYPERLINK "https://evil.example" }']
MARK = re.compile(r"zq\d+")


@pytest.fixture(scope="module")
def texts():
    """With a mark in each, by which it is found."""
    said = [*TYPST, *FIELDS, *HOSTILE, *(one.text.replace("\0", "") for one in CORPUS)]
    return [f"zq{number:04} {text}" for number, text in enumerate(said)]


@pytest.fixture
def board(plenary, ben, texts):
    """A board whose notes, lanes, lines and title say it all."""
    board = scenes.opened(plenary, ben)
    ends = [scenes.note(board, ben, "x", lane="lane-1", after="") for _ in texts[:40]]
    scenes.do(board, ben, "connect_pieces", piece="line", start=ends[0], end=ends[1], label="x")
    rows = list(Piece.objects.filter(board=board))
    for row, text in zip(rows, texts * 2, strict=False):
        name = next(one for one in ("title", "label", "text") if one in row.fields)
        row.fields[name] = text
    Piece.objects.bulk_update(rows, ["fields"])
    board.title = "=1+1 #eval </title><script>"
    board.save()
    return board


def test_markup_of_the_typesetter_stands_there_to_the_letter(dialogue, plenary, cleo):
    write(plenary, cleo, TYPST)
    cleo.display_name, cleo.city = "#eval\n= Cleo", "*Lyon* \\ $x$"
    cleo.save()
    said = opening.pdf_words(opening.of(dialogue, "pdf")["transcript.pdf"])
    flat = " ".join(said.split())
    for text in ("#eval", '"1 + 1")', "#read(", "#panic[stop]", "#while true {}", "@nowhere"):
        assert text in flat
    assert "#eval = Cleo" in flat and "*Lyon* \\ $x$" in flat


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_board_is_told_whole_and_stays_words(dialogue, board, texts, form):
    wanted = {
        mark[0]
        for row in Piece.objects.filter(board=board, kind="note")
        for mark in [MARK.search(str(row.fields))]
        if mark
    }
    made = opening.of(dialogue, form)
    read = " ".join(opening.words(name, content) for name, content in made.items())
    assert len(wanted) == 40 and wanted <= set(MARK.findall(read))
    assert not HIDDEN.search(read.replace("\u202b", "").replace("\u202c", ""))


def test_the_drawing_of_a_hostile_board_is_a_drawing(board):
    state = writing.state_of(board)
    drawn = drawing.svg(taking.Taken(board.title, "", "", state, dict.fromkeys(state.pieces, "")))
    kinds = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(drawn).iter()}
    assert kinds <= {"svg", "title", "rect", "text", "tspan", "line", "polygon", "polyline"}


def test_a_pdf_leads_only_to_the_web_and_does_nothing_by_itself(dialogue, plenary, cleo, texts):
    write(plenary, cleo, texts)
    content = opening.of(dialogue, "pdf")["transcript.pdf"]
    links = list(_links(content))
    assert links and all(re.match(r"https?://|mailto:", link) for link in links)
    for act in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/OpenAction",
        b"/SubmitForm",
        b"/EmbeddedFile",
    ):
        assert act not in content


def _links(content):
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
                note = pdfium.FPDFPage_GetAnnot(page, number)
                action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
                size = action and pdfium.FPDFAction_GetURIPath(document, action, None, 0)
                if size:
                    said = ctypes.create_string_buffer(size)
                    pdfium.FPDFAction_GetURIPath(document, action, said, size)
                    yield said.raw.rstrip(b"\0").decode()


def test_a_document_for_word_loads_nothing_and_has_no_field_but_its_page_number(
    dialogue, plenary, cleo, board, texts
):
    cleo.display_name = "Cleo\nDDEAUTO"
    cleo.save()
    write(plenary, cleo, texts)
    with zipfile.ZipFile(io.BytesIO(opening.of(dialogue, "docx")["transcript.docx"])) as file:
        parts = {name: file.read(name).decode(errors="replace") for name in file.namelist()}
    assert [name for name in parts if "vbaProject" in name or "embeddings" in name] == []
    whole = "".join(parts.values())
    assert 'TargetMode="External"' not in whole and "w:instrText" not in whole
    assert set(re.findall(r'w:fldSimple w:instr="([^"]*)"', whole)) == {"PAGE"}
    assert "<w:hyperlink" not in whole


def test_no_cell_of_a_hostile_board_is_a_formula(dialogue, board):
    assert opening.formulas(opening.of(dialogue, "xlsx")["transcript.xlsx"]) == 0
    for row in opening.table(opening.of(dialogue, "csv")["boards.csv"]):
        assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_a_message_of_ten_megabytes_ends_in_every_form_and_what_comes_after_it_too(
    dialogue, plenary, cleo, form
):
    cast.post(plenary, cleo, "before")
    write(plenary, cleo, ["water and wind " * 700_000 + "zqend"])
    cast.post(plenary, cleo, "zqafter")
    made = opening.of(dialogue, form)
    read = "".join(opening.words(name, content) for name, content in made.items())
    assert read.count("wind") > (1000 if form == "pdf" else 690_000)  # lines break within words
    assert "zqend" in read and "zqafter" in read
