"""Whatever happened comes along: entries and rows, people, files and votes."""

from __future__ import annotations

import os
import random

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chat.attachments.models import File
from chat.polls.models import Ballot, Poll, Roll
from polylogue.archives import restoring, writing
from polylogue.archives.numbering import Numbers
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log.models import Entry
from polylogue.people.models import User
from tests.archives.told import archive, content, numbers_in, told
from tests.chat.polls import scenes as polls
from tests.log.replaying import PROJECTIONS, Replay
from tests.log.test_projections import Story
from tests.support import canonical, cast, doors, forging, pads

BEGUN = 7  # billions: where numbers begin
LONG = os.environ.get("POLYLOGUE_LONG") == "1"


def test_whatever_happened_is_restored(ada, ben, mia, cleo, dov, monkeypatch, tmp_path):
    pads.put_up(monkeypatch)
    canonical.apart(BEGUN)

    @settings(
        max_examples=30 if LONG else 3,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.integers(0, 2**32))
    def run(seed):
        dialogue = cast.dialogue(by=ada)
        people = [ada, ben, mia, cleo, dov]
        for someone, role in zip(people[1:], cast.ROLES.values(), strict=True):
            cast.enrol(dialogue, someone, role)
        Story(dialogue, people, random.Random(seed)).goes_on(80)
        one = archive(dialogue.slug, tmp_path, f"one-{dialogue.slug}")
        assert numbers_in(one, BEGUN) == {}, seed
        restoring.restore(one, slug=f"again-{dialogue.slug}")
        again = Dialogue.objects.get(slug=f"again-{dialogue.slug}")
        assert told(again.slug) == told(dialogue.slug), seed
        assert content(archive(again.slug, tmp_path, again.slug)) == content(one), seed
        for model, compare in PROJECTIONS.items():
            from_log, from_rows = compare(Replay(again), again)
            assert from_log == from_rows, f"{model._meta.label}, seed {seed}"

    run()


def test_people_are_found_by_their_address_and_the_others_made(archived, cleo, dov):
    User.objects.filter(pk=dov.pk).update(email="other@example.org")
    done = restoring.restore(archived, slug="again")
    assert (done.people, done.matched) == (5, 4)
    again = Dialogue.objects.get(slug="again")
    people = {part.person.email: part.person_id for part in again.participations.all()}
    assert people["cleo@example.org"] == cleo.pk
    assert people["dov@example.org"] != dov.pk


def test_a_new_account_opens_by_a_mailed_code(archived, dov, client):
    """As always: nothing but the address leads in."""
    User.objects.filter(pk=dov.pk).update(email="other@example.org")
    restoring.restore(archived, slug="again")
    client.post("/accounts/login/", {"login": "dov@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": doors.mailed_code()})
    assert doors.who(client) == User.objects.get(email="dov@example.org")
    assert client.get("/d/again/").status_code == 200


def test_a_guest_is_made_anew_and_has_no_way_in(dialogue, plenary, tmp_path):
    guest = User.objects.create_user(display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    Participation.objects.filter(person=guest).update(reentry_digest="d" * 64)
    cast.post(plenary, guest, "Hello.")
    restoring.restore(archive(dialogue.slug, tmp_path), slug="again")
    part = Participation.objects.get(dialogue__slug="again", person__display_name="Gil")
    assert part.person_id != guest.pk
    assert part.reentry_digest == ""
    assert not part.person.has_usable_password()


def test_files_come_along_to_the_byte(archived, with_files):
    restoring.restore(archived, slug="again")
    again = Dialogue.objects.get(slug="again")
    old, new = (
        File.objects.filter(stream__root=one.stream).order_by("name") for one in (with_files, again)
    )
    assert [file.name for file in new] == [file.name for file in old] == ["plan.pdf", "roof.png"]
    for one, other in zip(old, new, strict=True):
        assert one.pk != other.pk
        assert len(one.stored) == len(other.stored)
        for name, copied in zip(one.stored, other.stored, strict=True):
            assert name != copied
            assert default_storage.open(name).read() == default_storage.open(copied).read()


def test_a_file_that_is_missing_is_said_and_leaves_no_archive(with_files, tmp_path):
    default_storage.delete(File.objects.first().content)
    with pytest.raises(writing.NotArchived, match="missing in the storage"):
        writing.write(with_files.slug, tmp_path / "one")
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


@pytest.mark.parametrize("is_closed", [False, True])
def test_anonymous_ballots_lead_to_nobody(
    dialogue, plenary, ben, mia, cleo, dov, tmp_path, is_closed
):
    """Who voted is there, sorted; change who voted what, and the archive is the same."""
    found = []
    for name, choices in (("one", (0, 1)), ("two", (1, 0))):
        poll = polls.opened(plenary, ben, is_anonymous=True)
        for person, choice in zip((cleo, dov), choices, strict=True):
            polls.vote(plenary, person, poll, choice)
        if is_closed:
            polls.close(plenary, ben, poll)
        path = archive(dialogue.slug, tmp_path, name)
        found.append([forging.rows(path, f"polls.{kind}") for kind in ("Roll", "Urn", "Ballot")])
        before = Poll.objects.get(pk=poll)
        restoring.restore(path, slug=name)
        again = Poll.objects.filter(stream__root__dialogue__slug=name).order_by("-pk")[0]
        assert again.told == before.told
        assert Roll.objects.get(poll=again).people == sorted([cleo.pk, dov.pk])
        assert Ballot.objects.filter(poll=again).count() == (2 if is_closed else 0)
        Roll.objects.filter(poll=poll).delete()
        Poll.objects.filter(pk=poll).delete()
    (rolls, urns, ballots), (other_rolls, other_urns, other_ballots) = found
    assert rolls == other_rolls == [{"people": rolls[0]["people"], "poll": 1}]
    assert urns == other_urns
    assert sorted(map(str, ballots)) == sorted(map(str, other_ballots))


def test_what_is_gone_leads_nowhere(dialogue, plenary, ben, tmp_path):
    """A draft of a poll that was dropped is named in the log; its number belongs to nothing."""
    poll = polls.draft(plenary, ben)
    cast.do(plenary, ben, "polls.drop_draft", poll=poll)
    path = archive(dialogue.slug, tmp_path)
    assert {
        row["data"]["poll"] for row in forging.rows(path, "log.Entry") if "poll" in row["data"]
    } == {-1}
    restoring.restore(path, slug="again")
    dropped = Entry.objects.get(kind="polls.draft_dropped", stream__root__dialogue__slug="again")
    assert not Poll.objects.filter(pk=dropped.data["poll"]).exists()
    assert dropped.data["poll"] > 2**52


def test_what_is_due_is_due_there(dialogue, plenary, ben, tmp_path):
    poll = polls.opened(plenary, ben, minutes=5)
    restoring.restore(archive(dialogue.slug, tmp_path), slug="again")
    again = Poll.objects.exclude(pk=poll).get()
    job = polls.queue.Job.objects.get(pk=again.ends_by)
    assert job.args["poll"] == again.pk
    assert job.due_at == again.ends_at == Poll.objects.get(pk=poll).ends_at


def test_streams_begin_a_new_epoch_and_the_dialogue_goes_on(archived, with_files, cleo):
    restoring.restore(archived, slug="again")
    again = Dialogue.objects.get(slug="again")
    assert again.stream.epoch != with_files.stream.epoch
    room = again.rooms.get()
    seq = cast.post(room, cleo, "We go on here.").seq
    assert seq == with_files.rooms.get().stream.head + 1


def test_numbers_that_were_given_are_not_given_again(archived, ada):
    restoring.restore(archived, slug="again")
    made = cast.dialogue(by=ada)
    assert made.pk > Dialogue.objects.get(slug="again").pk


def test_what_names_a_row_that_no_archive_holds_leads_nowhere():
    """A kind of entry may name a table that is left out, by number or by sign."""
    numbers = Numbers()
    assert numbers.number("account.EmailAddress", -1) == 2**52 + 1
    assert numbers.number("attachments.File", -2) == "00000000-0000-0000-0000-000000000002"
    with pytest.raises(restoring.NotRestored, match="not in this archive"):
        numbers.number("account.EmailAddress", 1)
