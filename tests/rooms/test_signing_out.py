"""Whoever signs out hears nothing more, in any tab of that browser, however they were signed out."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from rooms.live import hub
from tests.rooms import scenes
from tests.support.sockets import Socket

AGAIN, SIGNED_OUT = 4104, 4001


async def told_nobody() -> None:
    """What is found without being told, at once."""
    await hub.sign_ins.check()


def session_of(socket: Socket) -> str:
    (line,) = [line for line in hub.lines if line.id == socket.welcome["socket"]]
    return line.session


def sign_out(session: str) -> None:
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    assert browser.post(reverse("account_logout")).status_code == 302


async def test_signing_out_closes_the_sockets_of_that_browser_and_no_other(plenary, cleo, join):
    here, elsewhere = await join(plenary, as_=cleo), await join(plenary, as_=cleo)
    await sync_to_async(sign_out)(session_of(here))
    assert await here.closed(within=1) == SIGNED_OUT
    await told_nobody()
    said = await elsewhere.do("chat.post_message", stream=plenary.stream_id, text="Still here.")
    assert said["t"] == "ok"


async def test_another_process_is_told_of_a_sign_out(plenary, cleo, join, monkeypatch):
    socket = await join(plenary, as_=cleo)
    session, told = session_of(socket), []
    monkeypatch.setattr(hub.ringing, "note", lambda **note: told.append(note))
    await sync_to_async(sign_out)(session)
    await socket.closed()
    assert told == [{"what": "sign_out", "session": session}]


async def test_a_session_that_ended_in_silence_gets_nothing_more(plenary, ben, cleo, join):
    socket = await join(plenary, as_=cleo)
    session = session_of(socket)
    await Session.objects.filter(pk=session).adelete()
    await told_nobody()
    await scenes.post(plenary, ben, "Without Cleo.")
    assert await socket.closed() == AGAIN
    assert "entries" not in [frame["t"] for frame in socket.heard]
    again = Socket(f"/live/{plenary.dialogue.slug}/", session)
    await again.open()
    assert await again.closed() == SIGNED_OUT


@pytest.mark.parametrize("change", ["password", "account closed"])
async def test_a_new_password_or_a_closed_account_ends_sockets_everywhere(
    change, plenary, ben, cleo, join
):
    sockets, other = [await join(plenary, as_=cleo) for _ in range(2)], await join(plenary, as_=ben)
    if change == "password":
        cleo.set_password("hy3na-umbrella-lantern")
    cleo.is_active = change == "password"
    await cleo.asave()
    await told_nobody()
    assert [await socket.closed() for socket in sockets] == [AGAIN, AGAIN]
    assert [line.person for line in hub.lines if not line.closing] == [ben.pk]
    assert other.welcome["person"] == ben.pk


async def test_the_hub_looks_by_itself(plenary, cleo, join, monkeypatch):
    monkeypatch.setattr("rooms.sign_ins.CHECK_SECONDS", 0.05)
    socket = await join(plenary, as_=cleo)
    await Session.objects.all().adelete()
    assert await socket.closed(within=3) == AGAIN
