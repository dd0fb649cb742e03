"""The page door of exports: choosing, how far they are, the files; and what people take along themselves."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.dialogues import policies, viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import NotFound
from polylogue.transcripts import actions, describing, handing, queries, recalling
from polylogue.transcripts.forms import ExportForm, OwnExportForm
from polylogue.transcripts.models import Export
from polylogue.transcripts.policies import TAKE_OWN


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Staff choose what is made."""
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT)
    form = ExportForm(request.POST or None, by=by)
    return _asked(request, by, form, "transcripts/choose.html")


@login_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody has made what they said, or what they can follow."""
    by = viewing.part_in(request, slug)
    by.require(TAKE_OWN)
    return _asked(request, by, OwnExportForm(request.POST or None), "transcripts/own.html")


@login_required
@require_GET
@never_cache
def export(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """How far it is; asked for again and again, only that part of the page."""
    by = viewing.part_in(request, slug)
    found = _visible(by, pk)
    [told] = describing.told([found], by.dialogue)
    shown = {"by": by, "told": told, "export": found, "files": told.files}
    shown["is_overtaken"] = found.state == "ready" and recalling.is_overtaken(found)
    shown["tab"] = "" if found.is_for_one else "transcripts"
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, f"transcripts/{'_state' if is_fragment else 'export'}.html", shown)


@login_required
@require_POST
def cancel(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    by = viewing.part_in(request, slug)
    _visible(by, pk)
    viewing.run(request, by, lambda part: actions.cancel_export(part, pk))
    return redirect("transcripts:export", slug, pk)


@login_required
@require_GET
def fetch(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponseBase:
    """The files, as one; one that is not there any more never was."""
    try:
        return handing.files(request, viewing.part_in(request, slug), pk)
    except NotFound:
        raise Http404 from None


@login_required
@require_POST
def personal(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What the site keeps of the person who asks, in this dialogue."""
    by = viewing.part_in(request, slug)
    by.require(TAKE_OWN)
    return handing.personal(request, by)


def _asked(
    request: HttpRequest, by: Participation, form: ExportForm | OwnExportForm, template: str
) -> HttpResponse:
    receipt = saving.saved(
        request,
        form,
        by,
        lambda part: actions.ask_export(
            part, choices=form.choices(), forms=form.cleaned_data["formats"]
        ),
    )
    if receipt:
        return redirect("transcripts:export", by.dialogue.slug, receipt.result)
    context = {"by": by, "form": form, "exports": _told(queries.own_exports(by), by)}
    return render(request, template, context, status=saving.status(form))


def _told(exports: list[Export], by: Participation) -> list[describing.Told]:
    return describing.told(exports, by.dialogue)


def _visible(by: Participation, pk: uuid.UUID) -> Export:
    try:
        return actions.visible(by, pk)
    except NotFound:
        raise Http404 from None
