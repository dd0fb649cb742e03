"""The page door of reactions: who gave them, shown on request and never in a frame."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chat.reactions import policies, reading
from polylogue.kit.refusals import NotFound
from rooms.entrance import enter


@login_required
@require_GET
@never_cache
def who(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """The names behind the counts of a message, as a page, or as a fragment for htmx."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE)
    if not reading.is_standing(visit.room.stream_id, seq):
        raise NotFound
    given = reading.names(visit.room, seq)
    context = {"room": visit.room, "dialogue": visit.room.dialogue, "by": visit.by, "given": given}
    is_fragment = getattr(request, "htmx", False)
    return render(request, "reactions/_who.html" if is_fragment else "reactions/who.html", context)
