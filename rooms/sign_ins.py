"""A socket ends with the sign-in that opened it: at once where that is told, else within seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.utils import timezone

from polylogue.people.models import User
from rooms import protocol
from rooms.readers import read

if TYPE_CHECKING:
    from rooms.live import Hub

CHECK_SECONDS = 3.0


class SignIns:
    """The sessions that the sockets of this process were opened with."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def end(self, session: str) -> None:
        """Somebody signs out, in whichever thread: their sockets close here and elsewhere."""
        if self.hub.loop is not None:
            self.hub.loop.call_soon_threadsafe(self._end, session)

    def _end(self, session: str) -> None:
        note = {"what": "sign_out", "session": session}
        self.hub.ringing.apply(note)
        self.hub.ringing.note(**note)

    async def run(self) -> None:
        """Finds what nobody told: closed accounts, new passwords, sign-outs without a layer."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            await self.check()

    async def check(self) -> None:
        """Whose sign-in is not good any more comes again: to be let in under a new key, or not."""
        lines = list(self.hub.lines)
        if lines:
            sessions = {line.session for line in lines}
            good, proofs = await read(_now, sessions, {line.person for line in lines})
            for line in lines:
                if line.session not in good or proofs.get(line.person) != line.proof:
                    line.leave(protocol.bye(4104))


def _now(sessions: Iterable[str], people: Iterable[int]) -> tuple[set[str], dict[int, str]]:
    """Which sessions are open, and what a session of each person must hold to be theirs."""
    still = Session.objects.filter(pk__in=list(sessions), expire_date__gt=timezone.now())
    active = User.objects.filter(pk__in=list(people), is_active=True).only("password")
    proofs = {person.pk: person.get_session_auth_hash() for person in active}
    return set(still.values_list("pk", flat=True)), proofs
