"""The page door of texts: what a browser missed, and a whole text by a plain form."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.kit.refusals import Invalid
from polylogue.texts import forms, reading
from rooms.entrance import enter


@login_required
@require_GET
def since(request: HttpRequest, slug: str, pk: int, name: str, revision: int) -> HttpResponse:
    """What was done to a text after this revision, for whoever missed it."""
    visit = enter(request, slug, pk)
    stream = visit.room.stream_id
    missed = reading.caught_up(stream, name, revision, person=visit.by.person_id)
    return JsonResponse(missed)


@login_required
@require_POST
def save(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """The whole text as somebody left it, who had seen revision `base`; merged with what came since."""
    visit = enter(request, slug, pk)
    base = request.POST.get("base", "")
    if not (base.isascii() and base.isdigit() and len(base) < 9):
        raise Invalid
    words, key = request.POST.get("words", ""), viewing.key(request)
    forms.save(visit, name=name, base=int(base), words=words, key=key)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else visit.room.get_absolute_url())
