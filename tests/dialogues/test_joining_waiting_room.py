"""The waiting room: seen by who waits, left as soon as one is let in."""

import pytest
from django.urls import reverse

from polylogue.dialogues import actions
from polylogue.dialogues.intents import run_as
from polylogue.dialogues.models import Participation
from polylogue.log.models import Entry
from tests.support import cast, doors


@pytest.fixture
def guarded(dialogue):
    dialogue.has_waiting_room = True
    dialogue.save()
    return dialogue


def room(dialogue):
    return reverse("dialogues:waiting", args=[dialogue.slug])


def admit(dialogue, by, part):
    run_as(
        dialogue,
        by,
        lambda me: actions.admit(part, me),
        key=cast.new_key(),
        content=part.pk,
        reach=True,
    )


def test_a_guest_waits_until_a_moderator_lets_them_in(guarded, mia):
    gils, part, _code = doors.guest(doors.link(guarded))
    assert gils.get(room(guarded)).status_code == 200
    assert gils.get(room(guarded), headers={"HX-Request": "true"}).status_code == 204
    admit(guarded, mia, part)
    assert gils.get(room(guarded))["Location"] == guarded.get_absolute_url()
    polled = gils.get(room(guarded), headers={"HX-Request": "true"})
    assert polled["HX-Redirect"] == guarded.get_absolute_url()


def test_who_waits_is_told_to_the_crew_and_not_let_in(guarded):
    gils, part, _code = doors.guest(doors.link(guarded))
    waiting = Entry.objects.get(kind="dialogues.person_waiting")
    assert (waiting.audience, waiting.actor) == ("crew", part.person)
    assert gils.get(guarded.get_absolute_url())["Location"] == room(guarded)


def test_an_account_waits_too(guarded, sign_in, eve):
    answer = doors.press(sign_in(eve), doors.address(doors.link(guarded)))
    assert answer["Location"] == room(guarded)


def test_the_crew_does_not_wait(guarded, sign_in, eve):
    answer = doors.press(sign_in(eve), doors.address(doors.link(guarded, "facilitator")))
    assert answer["Location"] == guarded.get_absolute_url()


def test_who_was_turned_away_is_told_so(guarded, mia):
    gils, part, _code = doors.guest(doors.link(guarded))
    admit(guarded, mia, part)
    cast.remove(guarded, part.person, by=mia)
    assert gils.get(room(guarded)).status_code == 403


def test_the_waiting_room_is_closed_to_strangers(guarded, client, sign_in, eve):
    assert client.get(room(guarded)).status_code == 302
    assert sign_in(eve).get(room(guarded)).status_code == 404
    assert not Participation.objects.filter(person=eve).exists()
