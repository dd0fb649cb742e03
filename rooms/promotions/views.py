"""The neutral address of where something went: it says no word of it, and asks who may see it there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from polylogue.dialogues import viewing
from rooms.promotions import tracing
from rooms.promotions.models import Promotion


@login_required
@require_GET
@never_cache
def went(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the board; or why there is nothing to be seen."""
    promotion = Promotion.objects.select_related("dialogue").filter(pk=pk).first()
    if promotion is None:
        raise Http404
    by = viewing.part_in(request, promotion.dialogue.slug)
    found = tracing.followed(promotion, by)
    if found:
        return redirect(found.url)
    return render(request, "promotions/gone.html", {"by": by}, status=404)
