"""Every door is tried by everybody, with the real client and the real writer."""

import pytest
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import get_resolver, reverse

from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from rooms.commands import COMMANDS
from tests.policy.doors import ASKS, CALLERS, DOORS, KEPT_ELSEWHERE
from tests.support import cast, programs

pytestmark = pytest.mark.django_db


def test_every_address_has_its_door():
    named = {name for name in addresses() if not name.startswith(KEPT_ELSEWHERE)}
    assert named == {door.name for door in DOORS}


def test_every_command_has_its_row():
    assert set(COMMANDS) == {ask.name for ask in ASKS}


@pytest.mark.parametrize(
    "door", DOORS, ids=lambda door: f"{door.name}{'-form' * (door.form is not None)}"
)
def test_a_door_lets_pass_who_may(door, scene):
    assert tried(lambda person: opens(door, scene, person), scene) == door.passes


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.name)
def test_a_command_is_done_for_who_may(ask, scene):
    assert tried(lambda person: does(ask, scene, person), scene) == ask.passes


def tried(attempt, scene):
    """The letters of those for whom it worked; each finds everything as it was."""
    passed = ""
    for letter, position in CALLERS.items():
        with transaction.atomic():
            passed += letter if attempt(scene.people[position]) else ""
            transaction.set_rollback(True)
    return passed


def opens(door, scene, person):
    """Whether somebody comes through; what the form then says of its fields is not the door's."""
    client = Client(headers=programs.bearer(person) if door.token and person else None)
    if person and not door.token:
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    url = reverse(door.name, args=[getattr(scene, name) for name in door.args])
    url += f"?{door.query.format_map(vars(scene))}"
    if door.form is None:
        answer = client.get(url)
    else:
        answer = client.post(url, {"key": cast.new_key(), **door.form})
    assert answer.status_code < 500, answer
    to_sign_in = answer.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
    return answer.status_code not in {401, 403, 404} and not to_sign_in


def does(ask, scene, person):
    if person is None:
        return False
    args = {name: getattr(scene, str(value), value) for name, value in ask.args.items()}
    if ask.name == "rooms.call_speaker":
        cast.do(scene.plenary, scene.people["participant"], "rooms.raise_hand")
    try:
        cast.do(getattr(scene, ask.room), person, ask.name, **args)
    except (NotAllowed, NotFound):
        return False
    except Refusal as refusal:
        raise AssertionError(refusal) from refusal
    return True


def addresses(resolver=None, space=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        else:
            yield f"{space}{pattern.name}"
