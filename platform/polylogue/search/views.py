"""The search page: everything a person can read in a dialogue, as they type."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_htmx.middleware import HtmxDetails

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.search import policies, results
from polylogue.search.finding import Reader
from polylogue.search.forms import SearchForm
from rooms import reach


@login_required
@require_GET
@never_cache
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, or, while somebody types, what was found alone."""
    by = viewing.part_in(request, slug)
    by.require(policies.FIND)
    form = SearchForm(by, request.GET)
    wanted = form.wanted()
    page = results.page(by.dialogue, wanted, _reader(by)) if wanted else None
    template = "search/_found.html" if _types(request) else "search/find.html"
    further = request.GET.copy()
    if page and page.before:
        further["before"] = str(page.before)
    context = {"by": by, "form": form, "page": page, "further": further.urlencode()}
    return render(request, template, context)


def _types(request: HttpRequest) -> bool:
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx and not htmx.history_restore_request)


def _reader(by: Participation) -> Reader:
    """Through whose eyes it is searched: of whoever looks as a participant does, a participant's."""
    streams = reach.streams_of(by.person_id, by.dialogue_id)
    return Reader(by.person_id, by.dialogue.stream_id, is_crew=by.is_crew, streams=streams)
