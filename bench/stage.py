"""A database with a dialogue full of people, and a session cookie for each."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Place:
    """A room that everybody in it can follow, and how to get in."""

    slug: str
    stream: int
    epoch: str
    head: int
    cookies: list[str]


def settle(folder: Path, database_url: str = "", redis_url: str = "") -> dict[str, str]:
    """Points this process, and servers started with the answer, at a fresh database."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = {
        "POLYLOGUE_DATA": str(folder),
        "POLYLOGUE_DATABASE_URL": database_url or f"sqlite:///{folder / 'bench.sqlite3'}",
        "POLYLOGUE_REDIS_URL": redis_url,
        "POLYLOGUE_LIVE_COMMANDS_PER_SECOND": "100000",
        "POLYLOGUE_LIVE_COMMANDS_BURST": "100000",
        "POLYLOGUE_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "bench.peers.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    os.environ.update(chosen)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    return {**os.environ, **chosen}


def rooms(count: int, people_in_each: int) -> list[Place]:
    """Dialogues with a plenary each, through the product's own actions."""
    return [_room(number, people_in_each) for number in range(count)]


def head(stream: int) -> int:
    """Where the stream stands now."""
    from polylogue.log import reading

    return reading.heads([stream])[stream].seq


def _room(number: int, people: int) -> Place:
    from polylogue.dialogues import actions
    from polylogue.dialogues.models import Dialogue
    from polylogue.log import writer
    from polylogue.log.intents import Intent
    from polylogue.people.models import User
    from rooms.models import Room

    host = User.objects.create_user(
        f"host{number}@bench.example", display_name="Host", is_staff=True
    )
    today = dt.date.today()

    def found() -> int:
        dialogue = actions.create_dialogue(host, title="Bench", starts_on=today, ends_on=today)
        for place in range(people):
            person = User(display_name=f"Person {place}", city="Leipzig", password="!")
            person.save()
            actions.enrol(dialogue, person, roles=["participant"])
        return dialogue.pk

    made = writer.run(Intent(act=found, actor=host.pk, streams=(), lane=0)).result
    dialogue = Dialogue.objects.get(pk=made)
    room = Room.objects.select_related("stream").get(dialogue=dialogue)
    guests = [
        p.person for p in dialogue.participations.select_related("person").exclude(person=host)
    ]
    return Place(
        dialogue.slug, room.stream_id, room.stream.epoch, room.stream.head, _sign_in(guests)
    )


def _sign_in(people: list) -> list[str]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    cookies = []
    for person in people:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return cookies
