"""Whatever is typed into an address or a form, the answer says so in words: it is never a fault of ours."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.policy.doors import DOORS
from tests.support import cast

# What views read without a form.
NAMES = {
    "after", "before", "choice", "command", "do", "format", "known", "letters", "message", "minutes",
    "more", "name", "person", "practice", "reachable", "reports", "says", "seen", "sort", "to",
    # of boards
    "alt", "anew", "base", "entry", "everywhere", "seq", "then", "when", "with_cards", "budget", "colour", "dots", "end", "group", "label", "lane", "most", "phase", "piece",
    "room", "template", "text", "title", "type", "words",
}  # fmt: skip
NUMBERS = (0, 2**31, 2**63, 10**30)
TEXTS = ("", "-1", "9" * 30, "9" * 5000, "²", "x" * 30_000, "a%00b", "%FF%ED%A0%80", "0001-01-01")
FORM = "application/x-www-form-urlencoded"
OF_ITS_AUTHOR = {"followup:answer", "library:answer", "library:reachable"}


@pytest.mark.django_db
@pytest.mark.long
@pytest.mark.timeout(1200)
def test_odd_input_is_answered_in_words_at_every_door(scene, settings):
    settings.LIVE_COMMANDS_BURST = 1_000_000
    staff, author = signed_in(scene, "staff"), signed_in(scene, "participant")
    names = sorted(NAMES | set(fields_of_forms()))
    faults = [
        (door.name, address[:100], (body or "")[-100:], fault)
        for door in DOORS
        for address, body in asked(door, scene, names)
        if (fault := fault_of(author if door.name in OF_ITS_AUTHOR else staff, address, body))
    ]
    assert faults == []


def signed_in(scene, position):
    client = Client()
    client.force_login(scene.people[position], "django.contrib.auth.backends.ModelBackend")
    return client


def fault_of(client, address, body):
    """What went wrong, if that was ours; everything is as it was afterwards."""
    with transaction.atomic():
        try:
            if body is None:
                answer = client.get(address)
            else:
                answer = client.post(address, body, content_type=FORM)
            if answer.streaming:
                b"".join(answer.streaming_content)
            return answer.status_code if answer.status_code >= 500 else None
        except Exception as fault:
            return repr(fault)[:200]
        finally:
            transaction.set_rollback(True)


def asked(door, scene, names):
    """Addresses with odd numbers, and with odd values for all fields at once and for each of its own."""
    args = [getattr(scene, name) for name in door.args]
    right = f"{reverse(door.name, args=args)}?{door.query.format_map(vars(scene))}"
    for place, arg in enumerate(args):
        for odd in NUMBERS if isinstance(arg, int) else ():
            address = reverse(door.name, args=[*args[:place], odd, *args[place + 1 :]])
            yield address, None if door.form is None else said(door.form)
    for odd in TEXTS:
        everything = "&".join(f"{name}={odd}" for name in names)
        if door.form is None:
            yield f"{right}&{everything}"[:60_000], None
        else:
            yield right, f"{everything}&key={cast.new_key()}"
            yield right, f"{said(door.form)}&" + "&".join(f"{name}={odd}" for name in NAMES)
            for name in door.form:
                others = {n: value for n, value in door.form.items() if n != name}
                yield right, f"{said(others)}&{name}={odd}"


def said(form):
    fields = {"key": cast.new_key(), **form}
    return "&".join(f"{name}={quote(value)}" for name, value in fields.items())


def fields_of_forms(kind=forms.BaseForm):
    for below in kind.__subclasses__():
        yield from getattr(below, "base_fields", ())
        yield from fields_of_forms(below)
