"""Where people are not named, nobody finds out who they are by what stands in the files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from polylogue.dialogues.models import Session
from polylogue.people.models import User
from polylogue.transcripts.choices import Choices, Naming, Purpose
from polylogue.transcripts.cut import transcript_of
from rooms.models import Room
from tests.followup import practices
from tests.support import cast, opening

MASKED = [Naming.INITIALS, Naming.PSEUDONYMS, Naming.CITY]


def read(dialogue, naming, purpose=Purpose.RECORD):
    choices = Choices(purpose=purpose, naming=naming)
    return opening.of(dialogue, "markdown", choices)["transcript.md"].decode()


def test_who_knows_the_numbers_of_accounts_and_the_manifest_finds_no_pseudonym(
    dialogue, plenary, cleo
):
    cast.enrol_all(dialogue, [cast.person(f"p{n}") for n in range(20)])
    cast.post(plenary, cleo, "Mine")
    called = set()
    for number in range(8):
        with override_settings(SECRET_KEY=f"another one {number}"):
            choices = Choices(naming=Naming.PSEUDONYMS)
            made = opening.of(dialogue, "csv", choices, key="as the manifest says")
            called.add(opening.table(made["messages.csv"])[0]["person"])
    assert len(called) > 1


def test_whoever_joins_while_files_are_made_changes_nobodys_pseudonym(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "Mine")
    told = transcript_of(dialogue, choices=Choices(naming=Naming.PSEUDONYMS), key="a key")
    rows = opening.table(opening.files(told, "csv")["messages.csv"])
    cast.enrol_all(dialogue, [cast.person(f"p{n}") for n in range(40)])
    assert f"**{rows[0]['person']}**" in opening.files(told, "markdown")["transcript.md"].decode()


@pytest.mark.parametrize("naming", MASKED)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jörg Weiß", "As Jörg Weiß and JÖRG WEISS said"),
        ("İbrahim Kaya", "As İbrahim Kaya said"),
        ("Dov Peretz", "As _Dov Peretz_ and Dov  Peretz said"),
        ("Bo", "@Bo what did it cost?"),
    ],
)
def test_a_name_is_replaced_however_it_is_written(dialogue, plenary, cleo, dov, naming, name, text):
    User.objects.filter(pk=dov.pk).update(display_name=name)
    cast.post(plenary, cleo, text)
    told = read(dialogue, naming).split("What this holds")[0].casefold()
    assert not any(f" {part}" in told or f"@{part}" in told for part in name.casefold().split())


def test_a_name_that_somebody_had_when_they_were_spoken_to_is_replaced(
    dialogue, plenary, cleo, dov
):
    cast.post(plenary, cleo, "@Dov Peretz what did it cost?")
    User.objects.filter(pk=dov.pk).update(display_name="D. P. Levi")
    told = read(dialogue, Naming.PSEUDONYMS)
    assert "what did it cost?" in told and "Peretz" not in told


@pytest.mark.parametrize("naming", MASKED)
def test_a_good_practice_that_is_passed_on_names_nobody(dialogue, plenary, ada, mia, cleo, naming):
    seq = cast.post(plenary, cleo, "We painted the street.").seq
    practice = practices.pin(plenary, mia, seq, visibility="public")
    practices.give(practice, cleo)
    assert "Cleo Marin, roads office" in read(dialogue, Naming.NAMES, Purpose.OUTSIDE)
    told = read(dialogue, naming, Purpose.OUTSIDE)
    assert "roads office" in told and "Cleo" not in told


@pytest.mark.parametrize("form", ["markdown", "jsonl", "csv"])
def test_titles_name_nobody(dialogue, plenary, side_room, ada, cleo, form):
    Room.objects.filter(pk=side_room.pk).update(title="The table of Dov Peretz")
    at = timezone.now()
    hours = {"starts_at": at - timedelta(hours=1), "ends_at": at + timedelta(hours=1)}
    Session.objects.create(dialogue=dialogue, kind="plenary", title="Ada Lind speaks", **hours)
    cast.post(side_room, cleo, "Mine")
    made = opening.of(dialogue, form, Choices(naming=Naming.PSEUDONYMS))
    told = " ".join(opening.words(name, content) for name, content in made.items())
    assert "The table of Person" in told and "speaks" in told
    assert not any(name in told for name in ("Dov", "Peretz", "Ada", "Lind"))


def test_a_quotation_ends_within_nobodys_name(dialogue, plenary, cleo, dov):
    said = cast.post(plenary, cleo, "x" * 193 + " Dov Peretz").seq
    cast.do(plenary, dov, "chat.post_message", text="Yes", quotes=said)
    told = read(dialogue, Naming.PSEUDONYMS)
    assert f"quotes {plenary.stream_id}:{said}, Person" in told and "Dov" not in told


def test_who_acts_is_not_taken_for_who_is_told_of(dialogue, plenary, ada, dov):
    cast.do(plenary, dov, "rooms.raise_hand")
    cast.do(plenary, ada, "rooms.call_speaker", person=dov.pk)
    told = transcript_of(dialogue, choices=Choices(naming=Naming.PSEUDONYMS), key="a key")
    told.numbers.update({ada.pk: dov.pk, dov.pk: 99_999})
    text = opening.files(told, "markdown")["transcript.md"].decode()
    (line,) = [line for line in text.splitlines() if "Person 99999" in line and "floor" in line]
    assert f"Person {dov.pk} " in line
