"""Pages on ASGI: whole, each on one thread, which is used again if nothing runs on it any more."""

import asyncio
import threading

import pytest
from asgiref.testing import ApplicationCommunicator
from django.http import HttpResponse

from polylogue.config.handling import PAGES_AT_ONCE, Pages

pytestmark = pytest.mark.django_db(transaction=True)


def scope(path="/accounts/login/"):
    headers = [(b"host", b"localhost")]
    how = {"query_string": b"", "root_path": "", "headers": headers, "http_version": "1.1"}
    return {"type": "http", "asgi": {"version": "3.0"}, "method": "GET", "path": path, **how}


async def get(pages, path="/accounts/login/"):
    asking = ApplicationCommunicator(pages, scope(path))
    await asking.send_input({"type": "http.request", "body": b""})
    begun = await asking.receive_output(30)
    body = b""
    while True:
        part = await asking.receive_output(30)
        body += part["body"]
        if not part.get("more_body"):
            await asking.wait(30)
            return begun["status"], body


async def test_pages_that_are_asked_for_one_after_the_other_share_a_thread():
    pages = Pages()
    for _ in range(3):
        status, body = await get(pages)
        assert status == 200 and body.strip().endswith(b"</html>")
    assert (await get(pages, "/nowhere/"))[0] == 404
    assert len(pages.threads) == 1


async def test_pages_that_are_asked_for_at_once_take_turns_of_some(monkeypatch):
    pages, answer = Pages(), Pages.get_response
    together, running, most = threading.Barrier(PAGES_AT_ONCE), set(), []

    def meet(request):
        running.add(threading.get_ident())
        together.wait(30)
        most.append(len(running))
        together.wait(30)
        running.discard(threading.get_ident())
        return answer(pages, request)

    monkeypatch.setattr(pages, "get_response", meet)
    answers = await asyncio.gather(*[get(pages) for _ in range(2 * PAGES_AT_ONCE)])
    assert {status for status, _ in answers} == {200}
    assert max(most) == PAGES_AT_ONCE == len(pages.threads)


async def test_a_thread_on_which_a_view_still_runs_is_not_used_again(monkeypatch):
    pages = Pages()
    begun, end = threading.Event(), threading.Event()

    def slow(request):
        begun.set()
        end.wait(30)
        return HttpResponse()

    monkeypatch.setattr(pages, "get_response", slow)
    asking = ApplicationCommunicator(pages, scope())
    await asking.send_input({"type": "http.request", "body": b""})
    await asyncio.to_thread(begun.wait, 30)
    asking.stop()
    await asyncio.sleep(0.1)
    assert pages.threads == []
    monkeypatch.undo()
    assert (await get(pages))[0] == 200
    end.set()
    await asyncio.sleep(0.1)
