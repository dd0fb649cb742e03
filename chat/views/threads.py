"""The page door of threads: a message with the replies to it, and replying without a script."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chat import history, panels, threads
from chat.commands import PostReply
from chat.models import Message
from chat.views.conversation import run, written
from polylogue.log import reading
from rooms.entrance import Visit, enter
from rooms.protocol import TEXT_LENGTH


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """The thread as a page of its own; a reply leads to the thread it stands in."""
    visit = enter(request, slug, pk)
    root = threads.root_of(_message(visit, seq))
    if root != seq:
        return redirect(f"{_url(visit, root)}#message-{seq}")
    shown = _thread(visit, root)
    threads.read_to(visit.by.person_id, visit.room.stream_id, root, shown["head"])
    more = {
        "base": "../",
        "room": visit.room,
        "by": visit.by,
        "key": uuid.uuid4(),
        "text_length": TEXT_LENGTH,
    }
    return render(request, "chat/thread.html", shown | more)


@login_required
@require_GET
@never_cache
def lines(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """The message and its replies, or those before `?before=`, as a fragment for the room page."""
    visit = enter(request, slug, pk)
    shown = _thread(visit, threads.root_of(_message(visit, seq)))
    response = render(request, "chat/_thread_lines.html", {**shown, "room": visit.room})
    response["Polylogue-Head"] = str(shown["head"])
    return response


@login_required
@require_POST
def reply(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """Replies by a plain form; the same form sent twice is one reply."""
    visit = enter(request, slug, pk)
    form = written(request)
    text = form.cleaned_data["text"]
    command = PostReply(stream=visit.room.stream_id, thread=seq, text=text)
    receipt = run(visit, command, form)
    root = threads.root_of(_message(visit, seq))
    return redirect(f"{_url(visit, root)}#message-{receipt.seq}")


@login_required
@require_POST
def read_to(request: HttpRequest, slug: str, pk: int, seq: int, to: int) -> HttpResponse:
    """The person has read the thread up to here."""
    visit = enter(request, slug, pk)
    root = threads.root_of(_message(visit, seq))
    head = reading.heads([visit.room.stream_id])[visit.room.stream_id].seq
    threads.read_to(visit.by.person_id, visit.room.stream_id, root, min(to, head))
    return HttpResponse(status=204)


def _thread(visit: Visit, root: int) -> dict[str, Any]:
    stream = visit.room.stream_id
    head = reading.heads([stream])[stream].seq
    return {
        "root": history.line(visit.room, visit.by, root),
        "page": history.thread(visit.room, visit.by, root=root, to=head, before=visit.before),
        "is_continued": visit.before is not None,
        "head": head,
        "closed_because": panels.closed_because(visit),
    }


def _message(visit: Visit, seq: int) -> Message:
    found = Message.objects.filter(stream_id=visit.room.stream_id, seq=seq).first()
    if found is None:
        raise Http404
    return found


def _url(visit: Visit, root: int) -> str:
    return f"{visit.room.get_absolute_url()}threads/{root}"
