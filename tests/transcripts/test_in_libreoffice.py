"""Spreadsheets and documents opened in LibreOffice, as whoever gets them opens them."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.support import opening
from tests.transcripts.test_every_form import HOSTILE, write

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        SOFFICE is None and os.environ.get("POLYLOGUE_REQUIRE_ALL") != "1",
        reason="NOT RUN: LibreOffice is not there",
    ),
]


def converted(folder, name, content, to):
    """What LibreOffice makes of a file."""
    (folder / name).write_bytes(content)
    command = [SOFFICE, "--headless", "--convert-to", to, "--outdir", folder / "out", folder / name]
    home = {**os.environ, "HOME": str(folder)}
    subprocess.run(list(map(str, command)), check=True, env=home, timeout=120, capture_output=True)
    (made,) = (folder / "out").iterdir()
    return made.read_bytes()


@pytest.fixture
def hostile(dialogue, plenary, cleo):
    cleo.display_name = "=Cleo"
    cleo.save()
    write(plenary, cleo, [text for text in HOSTILE if text.strip()])
    return dialogue


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_spreadsheet_computes_nothing(hostile, form, tmp_path):
    made = opening.of(hostile, form)
    name = "messages.csv" if form == "csv" else "transcript.xlsx"
    content = converted(tmp_path, name, made[name], "xlsx:Calc MS Excel 2007 XML")
    assert opening.formulas(content) == 0
    read = opening.words("x.xlsx", content)
    assert "HYPERLINK" in read and "Err:" not in read and "#NAME" not in read


def test_a_document_opens_and_says_the_same(hostile, tmp_path):
    made = opening.of(hostile, "docx")["transcript.docx"]
    text = converted(tmp_path, "transcript.docx", made, "txt:Text (encoded):UTF8").decode()
    assert "Somebody else" in text and "injected" in text
