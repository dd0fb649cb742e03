"""The corpus where no page shows it: in mails, and in tables that spreadsheets open."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail

from breakout.reports import mailing as introducing
from breakout.reports import tables
from breakout.reports.sharing import Acquaintance
from chat.polls import export
from chat.polls.models import Poll
from polylogue.dialogues.models import Participation
from polylogue.followup.handout import formats
from polylogue.followup.handout.records import FIELDS
from polylogue.followup.letters import mailing
from polylogue.followup.models import Letter, Reply
from polylogue.kit.cells import STARTS_FORMULA
from tests.breakout.reports import groups
from tests.followup import practices
from tests.support import cast
from tests.support.hostile_wings import address
from tests.support.payloads import CORPUS, FORMULAS

TEXTS = [payload.text for payload in CORPUS]


def is_safe(cell):
    return not cell.lstrip().startswith(STARTS_FORMULA)


def test_no_cell_of_the_library_is_a_formula():
    records = [dict.fromkeys(FIELDS, text) | {"topics": [text, text]} for text in TEXTS]
    table = b"".join(formats.written("csv", records, FIELDS, {})).decode()
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert len(rows) == len(TEXTS)
    for row, text in zip(rows, TEXTS, strict=True):
        assert all(map(is_safe, row.values())) and row["title"] in {text, f"'{text}"}


def test_no_cell_of_a_poll_is_a_formula(plenary, dialogue, ada):
    part = Participation.objects.get(dialogue=dialogue, person=ada)
    for text in [*(one.replace("@@", "x") for one in FORMULAS), " =1", "＝1", "\n=1"]:
        told = {"voted": 2, "of": 2, "counts": [1, 1]}
        poll = Poll(stream=plenary.stream, author=ada, question=text, options=[text, "b"])
        poll.kind, poll.told = "single", told
        cells = [cell for row in export.table(poll, part) for cell in row if isinstance(cell, str)]
        assert all(map(is_safe, cells))
        assert cells.count(text if is_safe(text) else f"'{text}") == 2


def test_no_cell_of_the_reports_is_a_formula(dialogue, ben, cleo, dov):
    round = groups.held(dialogue, ben, [cleo, dov])
    room = groups.room_of(round, 0)
    for text in [*(one.replace("@@", "x") for one in FORMULAS), " =1", "＝1"]:
        cleo.display_name = cleo.organisation = cleo.city = text[:80]
        cleo.save()
        round.title = room.title = text[:120]
        round.save()
        room.save()
        for table in (tables.attendance_of(dialogue, None), tables.meetings_of(dialogue, round)):
            text = b"".join(table).decode().removeprefix("\ufeff")
            rows = list(csv.reader(io.StringIO(text)))
            assert len(rows) > 1 and all(is_safe(cell) for row in rows for cell in row)


def test_mails_that_introduce_people_are_plain_text_to_the_letter(dialogue, cleo):
    mail.outbox.clear()
    texts = TEXTS[::3]
    for text in texts:
        cleo.display_name = dialogue.title = text
        card = {"name": text, "place": text}
        met = Acquaintance(1, card, 1, timedelta(minutes=1), "x@example.org")
        assert introducing.introduce(dialogue, cleo, [met])
    for text, sent in zip(texts, mail.outbox, strict=True):
        assert sent.body.count(text) >= 4 and " ".join(text.split()) in sent.subject
        assert sent.message().get_content_type() == "text/plain"
        assert set(sent.message().keys()) <= HEADERS and len(sent.to) == 1


@pytest.fixture
def reply(plenary, ada, cleo, dov):
    seq = cast.post(plenary, cleo, "We painted the street.").seq
    practice = practices.pin(plenary, ada, seq, visibility="network")
    letter = Letter.objects.create(practice=practice, sender=dov, text="x", shares_email=True)
    return Reply.objects.create(letter=letter, person=cleo, answer="written", shares_email=True)


def test_mails_about_letters_are_plain_text_to_the_letter(reply):
    edition = reply.letter.practice.editions.get()
    mail.outbox.clear()
    texts = TEXTS[::3]
    for text in texts:
        reply.letter.text = reply.text = reply.letter.sender.display_name = text
        edition.title = text[:200]
        edition.save()
        mailing.arrived(reply)
        mailing.answered(reply)
    assert len(mail.outbox) == 2 * len(texts)
    for number, sent in enumerate(mail.outbox):
        text = texts[number // 2]
        written = sent.message()
        assert text in sent.body and " ".join(text.split()) in sent.subject
        assert written.get_content_type() == "text/plain" and "\n" not in sent.subject
        assert set(written.keys()) <= HEADERS and len(sent.to) == 1


HEADERS = {"Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To"}
HEADERS |= {"Date", "Message-ID"}


def test_a_strange_address_is_written_to_and_to_nobody_else(reply, sign_in, cleo):
    """Signs of an address of a mailto link are no further receivers and no words."""
    dov = reply.letter.sender
    dov.email = "a?cc=eve&body=x@example.org"
    dov.save()
    page = sign_in(cleo).get("/library/letters/").content.decode()
    assert 'href="mailto:a%3Fcc%3Deve%26body%3Dx@example.org"' in page


def test_addresses_can_hold_markup():
    """Django takes them for addresses, so pages that show one are tried with these."""
    taken = [found for text in TEXTS if (found := address(text))]
    assert len(taken) > 100 and any("<img" in one for one in taken)
