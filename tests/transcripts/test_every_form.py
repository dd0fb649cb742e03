"""Each form tells every entry once and in order, whatever somebody wrote, and nothing that acts."""

from __future__ import annotations

import json
import re

import pytest

from chat.models import Message
from polylogue.log import facts
from polylogue.log.models import Entry
from polylogue.transcripts.choices import GROUP_OF
from polylogue.transcripts.filing import FORMS
from tests.support import cast, opening
from tests.support.payloads import CORPUS
from tests.transcripts.hostile import TEXTS

MORE = [
    '=HYPERLINK("https://evil.example","click")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "＝1+1",
    '#set text(size: 90pt)\n#read("/etc/passwd")',
    '*bold* _it_ $x^2$ #link("https://evil.example")[x]',
    "\\u{202e} \u202edesrever",
    "</w:t></w:r><w:r><w:t>injected",
    "]]> &amp; &#0; \ufffe\uffff",
    "_x0041_ _x000D_",
]
HOSTILE = [text.replace("\0", "") for text in [*TEXTS, *MORE]]
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def in_log(*streams):
    """By room and session nothing is mixed here: there is no programme."""
    found = Entry.objects.filter(stream__in=streams).exclude(audience="person")
    by_stream = {stream: [] for stream in streams}
    for stream, seq in found.order_by("seq").values_list("stream", "seq"):
        by_stream[stream].append((stream, seq))
    return [place for places in by_stream.values() for place in places]


def told(dialogue, form, **how):
    """The entries of the one file of a form that holds them all."""
    made = opening.of(dialogue, form, **how)
    (found,) = [
        places for name, content in made.items() if (places := opening.entries(name, content))
    ]
    return found


def write(room, person, texts):
    seqs = [cast.post(room, person, "x").seq for _ in texts]
    for seq, text in zip(seqs, texts, strict=True):
        Message.objects.filter(stream=room.stream_id, seq=seq).update(text=text)
    return seqs


@pytest.fixture
def spoken(dialogue, plenary, side_room, cleo, dov, ben, mia):
    """Everything that a conversation can hold, in two rooms."""
    first = cast.post(plenary, cleo, "Grüße, Ελλάδα, Київ, سلام دنیا").seq
    cast.do(plenary, dov, "chat.post_reply", thread=first, text="An **answer**\n\n- one\n- two")
    gone = cast.post(plenary, cleo, "Regretted").seq
    cast.do(plenary, cleo, "chat.delete_message", message=gone)
    hidden = cast.post(side_room, dov, "Unkind").seq
    cast.do(side_room, mia, "moderation.hide_message", message=hidden)
    cast.do(plenary, cleo, "rooms.raise_hand")
    return dialogue


@pytest.mark.parametrize("form", FORMS)
def test_every_entry_is_told_once_and_in_order(spoken, plenary, side_room, form):
    assert told(spoken, form) == in_log(spoken.stream_id, plenary.stream_id, side_room.stream_id)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_said_is_read_in_it_and_what_is_gone_is_not(spoken, form):
    made = opening.of(spoken, form)
    read = " ".join(opening.words(name, content) for name, content in made.items())
    assert all(word in read for word in ("Grüße", "Ελλάδα", "Київ", "answer"))
    assert "Regretted" not in read and "Unkind" not in read


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_and_names_change_nothing_around_them(dialogue, plenary, cleo, form):
    cleo.display_name, cleo.city = "=Cleo\n<b>#x\u202e", "'+Lyon\"\n]"
    cleo.save()
    texts = HOSTILE + [payload.text.replace("\0", "") for payload in CORPUS]
    write(plenary, cleo, texts)
    made = opening.of(dialogue, form)
    assert told(dialogue, form) == in_log(dialogue.stream_id, plenary.stream_id)
    for name, content in made.items():
        assert not HIDDEN.search(opening.words(name, content)), name


def test_no_cell_is_a_formula(dialogue, plenary, cleo):
    cleo.display_name = "=1+1"
    cleo.save()
    write(plenary, cleo, HOSTILE)
    assert opening.formulas(opening.of(dialogue, "xlsx")["transcript.xlsx"]) == 0
    for content in opening.of(dialogue, "csv").values():
        for row in opening.table(content):
            assert not any(
                cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values()
            )


def test_the_page_loads_and_runs_nothing(dialogue, plenary, cleo):
    write(plenary, cleo, HOSTILE + [payload.text.replace("\0", "") for payload in CORPUS])
    page = opening.page(opening.of(dialogue, "html")["transcript.html"])
    for tag, said in page.tags:
        assert tag not in {"script", "iframe", "object", "embed", "form", "base", "link", "svg"}
        assert not [name for name in said if name.startswith("on")]
        assert re.match(r"#|https?://|mailto:", said.get("href") or "#")
        assert (said.get("src") or "data:").startswith("data:")


@pytest.mark.long
def test_a_message_of_ten_megabytes_is_told_whole(dialogue, plenary, cleo):
    text = "water and wind " * 700_000
    write(plenary, cleo, [text])
    rows = opening.table(opening.of(dialogue, "csv")["messages.csv"])
    assert "".join(row["text"] for row in rows) == text
    assert max(len(row["text"]) for row in rows) < 32_767
    (entry,) = [
        record
        for line in opening.of(dialogue, "jsonl")["transcript.jsonl"].splitlines()
        if (record := json.loads(line)).get("kind") == "chat.message_posted"
    ]
    assert entry["data"]["text"] == text
    assert text.strip() in opening.words("x.html", opening.of(dialogue, "html")["transcript.html"])


def test_every_kind_of_entry_describes_itself_and_can_be_chosen():
    silent = [name for name, kind in facts.KINDS.items() if kind.describe is facts.Fact.describe]
    assert silent == []
    assert {name.partition(".")[0] for name in facts.KINDS} == GROUP_OF.keys() & {
        name.partition(".")[0] for name in facts.KINDS
    }


def test_pdf_is_tagged_and_has_its_fonts_in_it(spoken):
    content = opening.of(spoken, "pdf")["transcript.pdf"]
    assert b"/MarkInfo" in content or b"/StructTreeRoot" in content
    assert b"pdfuaid:part" in content
    assert "سلام" in opening.pdf_words(content) or "مالس" in opening.pdf_words(content)


def test_signs_that_no_font_has_hinder_no_pdf(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "水 and wind \ue000")
    content = opening.of(dialogue, "pdf")["transcript.pdf"]
    assert "and wind" in opening.pdf_words(content)
    assert b"/StructTreeRoot" in content


def test_long_ones_go_on_in_further_volumes(dialogue, plenary, cleo, monkeypatch):
    from polylogue.transcripts import paper

    monkeypatch.setattr(paper, "VOLUME", 20)
    for number in range(50):
        cast.post(plenary, cleo, f"Number {number}")
    for form in ("pdf", "docx"):
        made = opening.of(dialogue, form)
        assert list(made)[:2] == [f"transcript-1.{form}", f"transcript-2.{form}"]
        found = [
            place for name, content in made.items() for place in opening.entries(name, content)
        ]
        assert found == in_log(dialogue.stream_id, plenary.stream_id)
