"""Who sees a good practice: nobody beyond its rooms before its authors agree, and to nothing else."""

from __future__ import annotations

import itertools

import pytest
from django.core import mail

from polylogue.dialogues.revisions import ChangedMeanwhile
from polylogue.followup import reading
from polylogue.followup.choices import NAMING_OF_RULE, Naming, Visibility
from polylogue.followup.models import Consent, Practice
from polylogue.followup.showing import shown
from polylogue.jobs.models import Job
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.models import Attachment, Room
from tests.followup.practices import (
    NOBODY,
    change,
    give,
    pin,
    refuse,
    seen,
    sees,
    take_out,
    told,
    unpin,
    withdraw,
)
from tests.support import cast

WIDE = [one for one in Visibility.values if one != "room"]
CONSENTS = ("none", "given", "narrower", "refused", "withdrawn", "edited since")
NAMED, CITY, HIDDEN = ("Lyon, France", "Cleo Marin, roads office"), ("Lyon, France", ""), ("", "")


@pytest.fixture
def viewers(dialogue, plenary, ada, ben, mia, cleo, dov, eve):
    """Everybody in every position: `late` takes part and cannot follow the plenary, `zoe` is staff elsewhere."""
    late, gone, zoe = (cast.person(name) for name in ("late", "gone", "zoe"))
    for person in (late, gone):
        cast.enrol(dialogue, person, "participant")
    Attachment.objects.filter(stream=plenary.stream, person=late).update(until_seq=1)
    cast.remove(dialogue, gone, by=ada)
    zoe.is_staff = True
    zoe.save()
    cast.dialogue(by=zoe, title="Elsewhere")
    return {
        "ada": ada, "ben": ben, "mia": mia, "cleo": cleo, "dov": dov,
        "late": late, "gone": gone, "zoe": zoe, "eve": eve, "nobody": NOBODY,
    }  # fmt: skip


INSIDE = {"ada", "ben", "mia", "cleo", "dov"}
REACH = {
    "room": INSIDE,
    "dialogue": INSIDE | {"late"},
    "network": INSIDE | {"late", "gone", "zoe", "eve"},
    "public": INSIDE | {"late", "gone", "zoe", "eve", "nobody"},
}


def consented(practice, author, consent, visibility):
    """How far the practice is open after the author did this; who wrote it is mia."""
    if consent == "narrower":
        change(practice, practice.pinned_by, visibility="dialogue")
        give(practice, author)
        change(practice, practice.pinned_by, visibility=visibility)
        return "dialogue"
    if consent == "refused":
        refuse(practice, author)
    elif consent != "none":
        give(practice, author)
    if consent == "withdrawn":
        withdraw(practice, author)
    if consent == "edited since":
        change(practice, practice.pinned_by, results="Two thirds fewer crashes.")
    return visibility if consent in {"given", "edited since"} else "room"


@pytest.mark.parametrize("consent", CONSENTS)
def test_who_sees_it_under_each_rule_visibility_and_consent(
    plenary, ada, mia, cleo, viewers, consent
):
    """Whatever the rule of the room: its author's consent opens it, so far and no further."""
    expected = {}
    for rule, visibility in itertools.product(Room.Rule.values, WIDE):
        cast.set_rule(plenary, ada, rule)
        practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility=visibility)
        expected[practice.pk] = REACH[consented(practice, cleo, consent, visibility)]
    newest = 2 if consent == "edited since" else 1
    for who, person in viewers.items():
        found = shown(Practice.objects.visible_to(person))
        assert {one.practice.pk for one in found} == {
            pk for pk, reach in expected.items() if who in reach
        }, who
        edition = newest if who in INSIDE else 1
        assert {one.edition.number for one in found} <= {edition}


@pytest.mark.parametrize("naming", Naming.values)
def test_outside_it_shows_of_its_author_what_they_chose(plenary, mia, cleo, dov, eve, naming):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo, naming=naming)
    expected = {"named": NAMED, "city": CITY, "hidden": HIDDEN}[naming]
    assert seen(practice, eve) == (1, *expected)
    assert seen(practice, dov) == (1, *NAMED)


@pytest.mark.parametrize("rule", Room.Rule.values)
def test_the_choice_starts_where_the_rule_of_the_room_is(plenary, ada, mia, cleo, rule):
    cast.set_rule(plenary, ada, rule)
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="public")
    assert practice.consents.get().naming == NAMING_OF_RULE[Room.Rule(rule)]


@pytest.mark.parametrize(
    ("one", "other"), list(itertools.product([None, "dialogue", "network"], repeat=2))
)
def test_of_several_authors_the_most_reserved_decides(plenary, mia, cleo, dov, eve, one, other):
    seqs = [cast.post(plenary, author).seq for author in (cleo, dov)]
    practice = pin(plenary, mia, *seqs)
    for visibility in ("dialogue", "network"):
        change(practice, mia, visibility=visibility)
        for author, allows in ((cleo, one), (dov, other)):
            if allows and visibility in ("dialogue", allows):
                give(practice, author)
    if None in (one, other):
        assert practice.open_to == "room"
    else:
        assert practice.open_to == min(one, other)
    assert sees(practice, eve) == (one == other == "network")


def test_of_several_authors_the_most_reserved_naming_decides(plenary, mia, cleo, dov, eve):
    seqs = [cast.post(plenary, author).seq for author in (cleo, dov)]
    practice = pin(plenary, mia, *seqs, visibility="network")
    give(practice, cleo, naming="named")
    give(practice, dov, naming="city")
    assert seen(practice, eve) == (1, *CITY)


def test_nobody_is_asked_while_it_stays_in_the_room(plenary, mia, cleo):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq)
    assert not practice.consents.exists()
    assert reading.asked_count(cleo.pk) == 0
    with pytest.raises(Invalid):
        give(practice, cleo)


def test_its_author_is_told_by_inbox_and_mail_without_its_text(plenary, mia, cleo, settings):
    settings.EMAIL_BACKEND = "polylogue.jobs.mail.QueueBackend"
    pin(plenary, mia, cast.post(plenary, cleo, "We painted the street.").seq, visibility="network")
    assert reading.asked_count(cleo.pk) == 1
    queued = Job.objects.get(kind="jobs.send_mail")
    assert queued.args["recipients"] == [cleo.email]
    assert "/practices/asked/" in queued.args["source"]
    assert "painted" not in queued.args["source"] and "30 km/h" not in queued.args["source"]


def test_a_guest_gets_no_mail_and_is_asked_all_the_same(dialogue, plenary, mia):
    guest = _guest(dialogue)
    practice = pin(plenary, mia, cast.post(plenary, guest).seq, visibility="dialogue")
    assert mail.outbox == []
    assert reading.asked_count(guest.pk) == 1
    give(practice, guest)
    assert practice.open_to == "dialogue"


def test_answers_are_told_to_the_crew_and_to_the_person_alone(dialogue, plenary, mia, cleo):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo)
    withdraw(practice, cleo)
    kinds = ("consent_asked", "consent_given", "consent_withdrawn")
    entries = [
        (e.kind[9:], e.audience, e.person_id)
        for e in Entry.objects.filter(stream=dialogue.stream).order_by("seq")
        if e.kind[9:] in kinds
    ]
    assert entries == [
        one for kind in kinds for one in ((kind, "crew", None), (kind, "person", cleo.pk))
    ]


def test_who_opened_it_is_not_told_to_everybody(dialogue, plenary, mia, cleo):
    """The entry that all of the dialogue get is nobody's, else a hidden author stood beside it."""
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo, naming="hidden")
    withdraw(practice, cleo)
    found = Entry.objects.filter(stream=dialogue.stream, audience="everyone")
    opened = found.filter(kind__in=["followup.practice_opened", "followup.practice_closed"])
    assert [entry.actor.is_system for entry in opened] == [True, True]
    assert not found.filter(actor=cleo, kind__startswith="followup.").exists()


def test_a_crew_members_own_words_are_asked_about_too(plenary, mia, eve):
    practice = pin(plenary, mia, cast.post(plenary, mia).seq, visibility="network")
    assert not sees(practice, eve)
    give(practice, mia)
    assert sees(practice, eve)
    asked = Entry.objects.filter(kind="followup.consent_asked", actor=mia)
    assert [entry.audience for entry in asked] == ["crew"]


def test_consent_is_to_the_edition_that_was_read(plenary, mia, cleo):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    change(practice, mia, results="Other results.")
    with pytest.raises(ChangedMeanwhile):
        give(practice, cleo, edition=1)
    change(practice, mia, visibility="public")
    with pytest.raises(ChangedMeanwhile):
        give(practice, cleo, visibility="network")
    assert practice.open_to == "room"


def test_a_change_by_somebody_else_is_seen_outside_only_when_agreed_to(plenary, mia, cleo, eve):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo)
    change(practice, mia, results="Everything is better.")
    assert (seen(practice, eve)[0], seen(practice, mia)[0]) == (1, 2)
    assert reading.asked_count(cleo.pk) == 1
    refuse(practice, cleo)
    assert seen(practice, eve)[0] == 1
    give(practice, cleo)
    assert seen(practice, eve)[0] == 2


def test_an_authors_own_change_keeps_their_consent_and_nobody_elses(plenary, mia, cleo, dov, eve):
    seqs = [cast.post(plenary, author).seq for author in (cleo, dov)]
    practice = pin(plenary, mia, *seqs, visibility="network")
    give(practice, cleo, naming="city")
    give(practice, dov)
    change(practice, cleo, results="Half of the crashes.")
    assert seen(practice, eve) == (1, *CITY)
    give(practice, dov)
    assert seen(practice, eve) == (2, *CITY)


def test_an_authors_change_agrees_to_nothing_new(plenary, mia, cleo, eve):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="public")
    change(practice, cleo, results="Half of the crashes.")
    assert practice.open_to == "room"
    give(practice, cleo)
    change(practice, mia, results="All of them.")
    change(practice, cleo, results="Half of them.")
    assert practice.open_edition == 2


def test_a_narrower_wish_holds_at_once(plenary, mia, cleo, eve, dov):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="public")
    give(practice, cleo)
    change(practice, mia, visibility="dialogue")
    assert not sees(practice, eve)
    assert practice.open_to == "dialogue"
    assert reading.asked_count(cleo.pk) == 0
    change(practice, mia, visibility="room")
    assert practice.open_to == "room"


def test_withdrawing_closes_every_edition_and_can_be_undone_by_its_author_alone(
    plenary, mia, cleo, eve
):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo)
    change(practice, mia, results="Other results.")
    give(practice, cleo)
    withdraw(practice, cleo)
    assert (practice.open_to, practice.open_edition) == ("room", None)
    assert reading.asked_count(cleo.pk) == 0
    change(practice, mia, visibility="dialogue")
    change(practice, mia, visibility="network")
    assert not sees(practice, eve)
    give(practice, cleo)
    assert seen(practice, eve)[0] == 2


def test_consent_can_be_withdrawn_in_an_archive_and_by_whoever_left(
    dialogue, plenary, ada, mia, cleo, eve
):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo)
    cast.remove(dialogue, cleo, by=ada)
    dialogue.archived_at = practice.pinned_at
    dialogue.save()
    assert sees(practice, cleo) and sees(practice, eve)
    withdraw(practice, cleo)
    assert not sees(practice, eve)


@pytest.mark.parametrize("who", ["ada", "mia", "dov", "eve"])
def test_nobody_consents_for_somebody_else(plenary, mia, cleo, viewers, who):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    for answer in (give, refuse, withdraw):
        with pytest.raises(NotFound):
            answer(practice, viewers[who])
    assert practice.open_to == "room"


def test_unpinning_takes_it_from_everybody(plenary, mia, cleo, viewers):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="public")
    give(practice, cleo)
    unpin(practice, mia)
    assert not any(sees(practice, person) for person in viewers.values())
    assert told(plenary.dialogue.stream, "practice_closed")


def test_an_added_message_needs_the_consent_of_its_author_too(plenary, mia, cleo, dov, eve):
    practice = pin(plenary, mia, cast.post(plenary, cleo).seq, visibility="network")
    give(practice, cleo)
    further = cast.post(plenary, dov, "In Haifa we did it, too.").seq
    change(practice, mia, add=[(plenary.stream_id, further)], results="In two cities.")
    assert seen(practice, eve)[0] == 1
    give(practice, cleo)
    assert seen(practice, eve)[0] == 1
    give(practice, dov)
    assert seen(practice, eve)[0] == 2


def test_a_message_that_is_taken_out_leaves_no_edition_with_its_words_outside(
    plenary, mia, cleo, dov, eve
):
    seqs = [cast.post(plenary, author, text).seq for author, text in ((cleo, "Ours."), (dov, "We painted the street."))]  # fmt: skip
    practice = pin(plenary, mia, *seqs, visibility="network")
    give(practice, cleo)
    give(practice, dov)
    take_out(practice, mia, practice.sources.get(author=dov))
    assert not sees(practice, eve) and not sees(practice, cleo)
    assert sees(practice, mia)
    change(practice, mia, what_was_done="We put up signs.")
    assert practice.open_to == "room"
    give(practice, cleo)
    assert seen(practice, eve)[0] == 2
    assert practice.editions.count() == 1


def test_messages_of_several_rooms_need_authors_who_can_read_all_of_them(
    dialogue, plenary, side_room, mia, cleo, dov
):
    here, there = cast.post(plenary, cleo).seq, cast.post(side_room, dov).seq
    places = [(plenary.stream_id, here), (side_room.stream_id, there)]
    Attachment.objects.filter(stream=side_room.stream, person=cleo).update(until_seq=1)
    with pytest.raises(Invalid, match="not all of their authors"):
        pin(plenary, mia, *places)
    assert not Practice.objects.exists()


def test_one_of_several_rooms_is_seen_by_whoever_can_follow_all(
    plenary, side_room, mia, cleo, dov, ben
):
    here, there = cast.post(plenary, cleo).seq, cast.post(side_room, dov).seq
    practice = pin(plenary, mia, (plenary.stream_id, here), (side_room.stream_id, there))
    assert sees(practice, ben)
    Attachment.objects.filter(stream=side_room.stream, person=ben).update(until_seq=1)
    assert not sees(practice, ben)


def test_the_consent_of_a_guest_stays_with_the_account_that_they_become(
    dialogue, plenary, mia, cleo, eve
):
    guest = _guest(dialogue)
    practice = pin(plenary, mia, cast.post(plenary, guest).seq, visibility="network")
    give(practice, guest)
    guest.merged_into = cleo
    guest.save()
    change(practice, cleo, results="Half of the crashes.")
    assert seen(practice, eve)[0] == 2
    withdraw(practice, cleo)
    assert not sees(practice, eve)
    assert set(practice.consents.values_list("answer", flat=True)) == {Consent.Answer.WITHDRAWN}


def test_who_consented_as_a_guest_and_by_an_account_keeps_the_more_reserved_of_both(
    dialogue, plenary, mia, cleo, eve
):
    guest = _guest(dialogue)
    said = [cast.post(plenary, person).seq for person in (guest, cleo)]
    practice = pin(plenary, mia, *said, visibility="network")
    give(practice, guest, naming="hidden")
    give(practice, cleo)
    guest.merged_into = cleo
    guest.save()
    change(practice, cleo, results="Half of the crashes.")
    assert seen(practice, eve) == (2, "", "")


def _guest(dialogue):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    return guest
