"""One message: the way to it from anywhere, and what it said before."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chat import history, policies, versions
from chat.models import Message
from rooms.entrance import Visit, enter


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """Leads to the message where it stands: in its room, with what is around it, or in its thread."""
    visit = enter(request, slug, pk)
    message = _message(visit, seq)
    url = visit.room.get_absolute_url()
    if message.thread:
        return redirect(f"{url}threads/{message.thread}#message-{seq}")
    before = history.before_that_shows(visit.room, seq)
    return redirect(f"{url}{f'?before={before}' if before else ''}#message-{seq}")


@login_required
@require_GET
@never_cache
def earlier_versions(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """What the message said before it was changed or deleted; asked by the room, as a fragment."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.VERSIONS)
    message = _message(visit, seq)
    shown = {
        "room": visit.room,
        "by": visit.by,
        "line": history.line(visit.room, visit.by, seq),
        "versions": versions.of(message, visit.by),
        "message": message,
    }
    is_part = "part" in request.GET
    return render(request, "chat/_versions.html" if is_part else "chat/versions.html", shown)


def _message(visit: Visit, seq: int) -> Message:
    found = Message.objects.filter(stream_id=visit.room.stream_id, seq=seq).first()
    if found is None:
        raise Http404
    return found
