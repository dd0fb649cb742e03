"""What the page of a board fetches for itself: the whole board, what is its person's, and missed edits."""

from __future__ import annotations

import gzip

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from whiteboard import reading, snapshots
from whiteboard.entrance import enter

JSON = "application/json"


@login_required
@require_GET
def state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board as everybody sees it, and what only the person sees of it; or that nothing is new."""
    visit = enter(request, slug, pk)
    packed, tag = snapshots.of(visit.board).whole(visit)
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if is_packed else gzip.decompress(packed), content_type=JSON)
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return get_conditional_response(request, tag, None, response) or response


@login_required
@require_GET
@never_cache
def mine(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What only the person sees of it: their private pieces, their dots."""
    found = snapshots.mine(enter(request, slug, pk))
    return HttpResponse(msgspec.json.encode(found), content_type=JSON)


@login_required
@require_GET
@never_cache
def edits(
    request: HttpRequest, slug: str, pk: int, name: str, field: str, after: int
) -> HttpResponse:
    """What was written in a text of a piece after an entry."""
    visit = enter(request, slug, pk)
    found = reading.missed(visit, reading.piece_of(visit, name), field, after)
    return HttpResponse(msgspec.json.encode(found), content_type=JSON)
