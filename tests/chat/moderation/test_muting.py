"""Mutes: what a muted person cannot do, what they can, who is told, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.moderation.models import Mute
from chat.moderation.muting import Muted
from chat.panels import closed_because
from polylogue.dialogues import guests
from polylogue.dialogues.intents import participant, run_for
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import journal
from polylogue.people.models import User
from rooms import guards
from rooms.entrance import Visit
from rooms.models import Hand
from tests.chat.moderation.deeds import CREW, PERSON, everything, lift, mute, told
from tests.support import cast


def visit(room, person):
    return Visit(room, participant(room.dialogue_id, person.pk))


def after(minutes):
    """What is done inside happens so much later."""
    return journal.dated(timezone.now() + timedelta(minutes=minutes))


def test_a_muted_person_reads_and_says_nothing(plenary, mia, cleo, dov, sign_in):
    seq, root = cast.post(plenary, cleo, "Mine").seq, cast.post(plenary, dov, "Dov's").seq
    mute(plenary, mia, cleo, minutes=15)
    before = everything()
    for name, args in (
        ("chat.post_message", {"text": "Hello"}),
        ("chat.post_reply", {"thread": root, "text": "Hello"}),
        ("chat.edit_message", {"message": seq, "text": "Hello"}),
        ("rooms.raise_hand", {}),
        ("attachments.post", {"text": "Hello", "files": [{"id": str(seq).zfill(32)}]}),
    ):
        with pytest.raises(Muted, match=r"muted in this room\. It ends in 15 minutes"):
            cast.do(plenary, cleo, name, **args)
    assert everything() == before
    assert "Dov&#x27;s" in sign_in(cleo).get(plenary.get_absolute_url()).content.decode()


def test_they_may_still_react_as_an_observer_may_and_delete_what_they_wrote(plenary, mia, cleo):
    seq = cast.post(plenary, cleo).seq
    mute(plenary, mia, cleo)
    cast.do(plenary, cleo, "reactions.set", message=seq, emoji="clap", on=True)
    cast.do(plenary, cleo, "chat.delete_message", message=seq)


def test_they_cannot_upload_either(plenary, mia, cleo, sign_in, tmp_path, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    mute(plenary, mia, cleo)
    pdf = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    form = {"file": pdf, "key": cast.new_key()}
    answer = sign_in(cleo).post(f"{plenary.get_absolute_url()}files/", form)
    assert (answer.status_code, answer.json()["code"]) == (403, "muted")
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_mute_in_one_room_holds_there_alone_and_one_in_the_dialogue_everywhere(
    plenary, side_room, mia, cleo, dov
):
    mute(plenary, mia, cleo)
    mute(plenary, mia, dov, everywhere=True)
    cast.post(side_room, cleo, "Here I may")
    for room in (plenary, side_room):
        with pytest.raises(Muted):
            cast.post(room, dov)


def test_the_crew_and_the_person_are_told_and_nobody_else(plenary, dialogue, mia, cleo):
    held = mute(plenary, mia, cleo, minutes=5, because="Too loud")
    lift(plenary, mia, held)
    assert told(dialogue.stream) == [
        ("person_muted", PERSON, cleo.pk),
        ("person_muted", CREW, None),
        ("mute_lifted", PERSON, cleo.pk),
        ("mute_lifted", CREW, None),
    ]
    assert told(plenary.stream) == []


def test_it_ends_by_the_clock_without_anybody_doing_anything(plenary, mia, cleo):
    mute(plenary, mia, cleo, minutes=5)
    with after(minutes=4.9), pytest.raises(Muted, match="1 minute"):
        cast.post(plenary, cleo)
    with after(minutes=5.1):
        cast.post(plenary, cleo, "Back again")
        mute(plenary, mia, cleo, minutes=60)
        with pytest.raises(Muted, match="60 minutes"):
            cast.post(plenary, cleo)


def test_the_composer_says_why_and_until_when(plenary, mia, cleo):
    assert closed_because(visit(plenary, cleo)) == ""
    mute(plenary, mia, cleo, minutes=5, because="Too loud.")
    closed = closed_because(visit(plenary, cleo))
    assert "muted in this room" in closed and "Reason: Too loud." in closed
    assert 290 < closed.seconds <= 300
    Mute.objects.update(until=timezone.now())
    assert closed_because(visit(plenary, cleo)) == ""


def test_the_longest_of_two_mutes_is_told(plenary, mia, cleo):
    mute(plenary, mia, cleo, minutes=5)
    mute(plenary, mia, cleo, everywhere=True)
    assert "until a moderator lifts it" in closed_because(visit(plenary, cleo))


def test_a_raised_hand_goes_down(plenary, side_room, mia, cleo):
    cast.do(plenary, cleo, "rooms.raise_hand")
    cast.do(side_room, cleo, "rooms.raise_hand")
    mute(plenary, mia, cleo)
    assert list(Hand.objects.filter(lowered_at=None).values_list("room", flat=True)) == [
        side_room.pk
    ]
    mute(plenary, mia, cleo, everywhere=True)
    assert not Hand.objects.filter(lowered_at=None).exists()


def test_nobody_sees_that_a_muted_person_writes(plenary, dialogue, mia, cleo):
    place = plenary.stream_id, dialogue.pk, cleo.pk
    assert guards.may_speak(*place)
    mute(plenary, mia, cleo)
    assert not guards.may_speak(*place)


@pytest.mark.parametrize("who", ["ben", "ada", "mia"])
def test_nobody_but_staff_mutes_somebody_of_the_crew_and_nobody_themselves(
    plenary, mia, ada, who, request
):
    before = everything()
    with pytest.raises((NotAllowed, Invalid)):
        mute(plenary, mia, request.getfixturevalue(who))
    assert everything() == before
    if who == "mia":
        mute(plenary, ada, mia)
        with pytest.raises(Muted):
            cast.post(plenary, mia)


@pytest.mark.parametrize("who", ["cleo", "eve"])
def test_whoever_is_not_of_the_crew_mutes_nobody(plenary, dov, who, request):
    with pytest.raises(NotAllowed):
        mute(plenary, request.getfixturevalue(who), dov)
    assert not Mute.objects.exists()


def test_whoever_is_not_there_is_not_muted(plenary, mia, eve):
    with pytest.raises(NotFound):
        mute(plenary, mia, eve)


def test_a_muted_guest_who_goes_on_under_an_account_stays_muted(plenary, dialogue, mia, eve):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    mute(plenary, mia, guest, because="Too loud")
    run_for([dialogue], guest, lambda: guests.merge(guest, eve), key=cast.new_key())
    with pytest.raises(Muted):
        cast.post(plenary, eve)
    assert "Too loud" in closed_because(visit(plenary, eve))


@pytest.mark.parametrize("before", [5, 60])
def test_a_mute_of_the_account_that_is_over_or_ends_sooner_does_not_shorten_the_guests(
    plenary, dialogue, mia, cleo, before
):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    mute(plenary, mia, cleo, minutes=before)
    with after(minutes=10):
        mute(plenary, mia, guest)
        run_for([dialogue], guest, lambda: guests.merge(guest, cleo), key=cast.new_key())
    with after(minutes=120), pytest.raises(Muted, match="until a moderator lifts it"):
        cast.post(plenary, cleo)


def test_a_moderator_mutes_the_account_of_a_guest_who_has_become_one(plenary, dialogue, mia, eve):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    cast.post(plenary, guest, "As a guest")
    run_for([dialogue], guest, lambda: guests.merge(guest, eve), key=cast.new_key())
    cast.do(plenary, mia, "moderation.mute_person", person=guest.pk)
    assert Mute.objects.get().person == eve


def test_a_mute_lasts_through_leaving_and_coming_back(plenary, dialogue, mia, cleo):
    mute(plenary, mia, cleo)
    cast.remove(dialogue, cleo, by=cleo)
    cast.enrol(dialogue, cleo, "participant")
    with pytest.raises(Muted):
        cast.post(plenary, cleo)


def test_the_page_people_mutes_in_the_whole_dialogue(
    dialogue, plenary, side_room, mia, cleo, sign_in
):
    part = participant(dialogue.pk, cleo.pk)
    url = f"/d/{dialogue.slug}/people/{part.pk}/mute"
    assert "Mute Cleo Marin?" in sign_in(mia).get(url).content.decode()
    form = {"minutes": "60", "because": "Too loud", "key": cast.new_key()}
    answer = sign_in(mia).post(url, form, follow=True)
    held = Mute.objects.get()
    assert (held.person, held.room, held.by, held.because) == (cleo, None, mia, "Too loud")
    assert 59 < (held.until - timezone.now()).total_seconds() / 60 <= 60
    page = answer.content.decode()
    assert "Cleo Marin" in page and "Too loud" in page
    sign_in(mia).post(
        f"/d/{dialogue.slug}/moderation/mutes/{held.pk}/lift", {"key": cast.new_key()}
    )
    cast.post(side_room, cleo)
