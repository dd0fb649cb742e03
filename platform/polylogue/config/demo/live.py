"""Simulated participants who talk in the demo event over real WebSockets while somebody watches."""

from __future__ import annotations

import asyncio
import ipaddress
import itertools
import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from polylogue.client import Client, Gone, Refused
from polylogue.config.demo import source
from polylogue.config.demo.source import Remark
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User
from rooms.models import Room

LETTERS_PER_SECOND = 30.0
THINKING_SECONDS = (0.5, 3.0)
TYPING_HINT_SECONDS = 2.5
LONGEST_TYPING_SECONDS = 6.0
HAND_EVERY = 7
HAND_SECONDS = 20.0
ARRIVING_SECONDS = 6.0
SESSION_SECONDS = 60 * 60 * 24
LEAVING_SECONDS = 5.0


class NotHere(Exception):
    """The site is not on this machine, or nobody is there to talk."""


@dataclass(slots=True)
class Talk:
    """Who talks where, and for how many seconds once all are there."""

    site: str
    dialogue: str
    stream: int
    seconds: float
    say: Callable[[str], object]
    ends: float = 0.0
    clients: dict[str, Client] = field(default_factory=dict)
    hands: set[asyncio.Task[None]] = field(default_factory=set)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def left(self) -> float:
        return max(0.0, self.ends - time.monotonic())

    async def wait(self, seconds: float) -> None:
        """A pause, which the end of the talk cuts short."""
        try:
            await asyncio.wait_for(self.over.wait(), min(seconds, self.left))
        except TimeoutError:
            if not self.left:
                self.over.set()


def run(
    dialogue: Dialogue,
    site: str,
    *,
    minutes: float,
    people: int,
    say: Callable[[str], object],
) -> int:
    """Lets people talk for some minutes; returns how many messages they wrote. Raises NotHere."""
    require_loopback(site)
    require_answer(site)
    room = Room.objects.get(dialogue=dialogue, kind=Room.Kind.PLENARY)
    remarks = source.live()
    names = list(dict.fromkeys(remark.by for remark in remarks))[: max(2, people)]
    sessions = _sessions(dialogue, names)
    talk = Talk(
        site=site.rstrip("/"),
        dialogue=dialogue.slug,
        stream=room.stream_id,
        seconds=60 * minutes,
        say=say,
    )
    say(f"{len(sessions)} people talk for {minutes:g} minutes; Ctrl-C ends it.")
    say(f"Watch: {talk.site}{room.get_absolute_url()}")
    try:
        return asyncio.run(_meet(talk, sessions, remarks))
    finally:
        _sign_out(sessions)


def require_loopback(site: str) -> None:
    """Simulated people talk on this machine only; raises NotHere for any other address."""
    parts = urlsplit(site)
    host = parts.hostname or ""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local or parts.scheme not in {"http", "https"}:
        raise NotHere(
            f"{site} is not this machine: --url takes an address like http://localhost:8000"
        )


def require_answer(site: str) -> None:
    """Raises NotHere if nobody listens there."""
    parts = urlsplit(site)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname, port), timeout=5).close()
    except OSError as problem:
        raise NotHere(f"No answer from {site}: is the site running? ({problem})") from problem


def _sessions(dialogue: Dialogue, names: list[str]) -> dict[str, str]:
    """A session key for each of these people, as if they had signed in."""
    people = User.objects.in_bulk([f"{name}@demo.example" for name in names], field_name="email")
    active = set(dialogue.participations.active().values_list("person", flat=True))
    named = {name: people.get(f"{name}@demo.example") for name in names}
    present = {name: who for name, who in named.items() if who and who.pk in active}
    if not present:
        raise NotHere("Nobody of the demo event takes part in this dialogue.")
    return {name: _session(who) for name, who in present.items()}


def _session(person: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.set_expiry(SESSION_SECONDS)
    store.save()
    return str(store.session_key)


def _sign_out(sessions: dict[str, str]) -> None:
    for key in sessions.values():
        SessionStore(key).delete()


async def _meet(talk: Talk, sessions: dict[str, str], remarks: list[Remark]) -> int:
    """Everybody comes in one after the other, then they talk."""
    try:
        for name, session in sessions.items():
            await _arrive(talk, name, session)
            await asyncio.sleep(ARRIVING_SECONDS / len(sessions))
        talk.ends = time.monotonic() + talk.seconds
        return await _converse(talk, [r for r in remarks if r.by in talk.clients])
    finally:
        talk.over.set()
        if talk.hands:
            await asyncio.wait(talk.hands, timeout=LEAVING_SECONDS)
        await asyncio.gather(*(client.close() for client in talk.clients.values()))


async def _arrive(talk: Talk, name: str, session: str) -> None:
    client = Client(
        talk.site, talk.dialogue, session, cookie=settings.SESSION_COOKIE_NAME, keep=False
    )
    talk.clients[name] = client
    try:
        await asyncio.wait_for(client.open(), timeout=30)
    except (TimeoutError, Gone) as problem:
        raise NotHere(f"No answer from {talk.site}: is the site running? ({problem})") from problem
    cursor = client.streams[talk.stream].cursor()
    await client.say(t="follow", cursor=cursor, in_view=True)


async def _converse(talk: Talk, remarks: list[Remark]) -> int:
    written = 0
    for remark in itertools.cycle(remarks):
        await _think_and_type(talk, remark)
        if talk.over.is_set():
            break
        if await _say(talk, remark):
            written += 1
            if written % HAND_EVERY == 0:
                _raise_a_hand(talk)
    return written


async def _say(talk: Talk, remark: Remark) -> bool:
    """Posts the remark; a server that restarts meanwhile is waited for, but not beyond the end."""
    post = talk.clients[remark.by].do("chat.post_message", stream=talk.stream, text=remark.text)
    try:
        await asyncio.wait_for(post, talk.left + LEAVING_SECONDS)
    except Refused as refusal:
        talk.say(f"{remark.by}: {refusal}")
        return False
    except (TimeoutError, Gone):
        talk.say("The site does not answer any more.")
        talk.over.set()
        return False
    talk.say(f"{remark.by}: {remark.text}")
    return True


async def _think_and_type(talk: Talk, remark: Remark) -> None:
    """A human pause, then the time it takes to write this, with the hint that somebody does."""
    await talk.wait(random.uniform(*THINKING_SECONDS))  # noqa: S311
    left = min(LONGEST_TYPING_SECONDS, len(remark.text) / LETTERS_PER_SECOND)
    while left > 0 and not talk.over.is_set():
        await talk.clients[remark.by].say(t="typing", stream=talk.stream)
        await talk.wait(min(left, TYPING_HINT_SECONDS))
        left -= TYPING_HINT_SECONDS


def _raise_a_hand(talk: Talk) -> None:
    name = random.choice(sorted(talk.clients))  # noqa: S311
    task = asyncio.ensure_future(_hold_up(talk, name))
    talk.hands.add(task)
    task.add_done_callback(talk.hands.discard)


async def _hold_up(talk: Talk, name: str) -> None:
    client = talk.clients[name]
    try:
        await client.do("rooms.raise_hand", stream=talk.stream)
        talk.say(f"{name} raises a hand")
        await talk.wait(HAND_SECONDS)
        await client.do("rooms.lower_hand", stream=talk.stream)
    except (Refused, Gone) as refusal:
        talk.say(f"{name}: {refusal}")
