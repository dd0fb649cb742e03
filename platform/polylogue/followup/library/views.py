"""The library of good practices: for everybody, signed in or not, as far as they may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_htmx.middleware import HtmxDetails

from polylogue.dialogues import viewing
from polylogue.followup.library.results import Library
from polylogue.followup.library.wanted import wanted
from polylogue.followup.models import LibraryExport


@require_GET
@never_cache
def browse(request: HttpRequest) -> HttpResponse:
    """The page, or, while somebody types or filters, what was found alone."""
    library = library_of(request)
    template = "followup/library/_found.html" if _is_part(request) else "followup/library/page.html"
    context = {
        "library": library,
        "wanted": library.wanted,
        "facets": library.facets(),
        "chosen": library.chosen(),
        "hits": library.hits(),
        "formats": LibraryExport.Format.choices,
    }
    return render(request, template, context)


def library_of(request: HttpRequest) -> Library:
    """What the person finds, also while they look at a dialogue as a participant does."""
    as_crew = not viewing.is_disguised_anywhere(request.session)
    asked = request.POST if request.method == "POST" else request.GET
    return Library(request.user, wanted(asked), as_crew=as_crew)


def _is_part(request: HttpRequest) -> bool:
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx and not htmx.history_restore_request)
