"""Join links: made, shown as an address and a QR code, withdrawn."""

from __future__ import annotations

import io

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.dialogues import clock, links, policies, viewing
from polylogue.dialogues.forms.people import LinkForm
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.dialogues.tokens import join_token
from polylogue.dialogues.views import saving


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.INVITE)
    form = LinkForm(request.POST or None)
    if saving.saved(request, form, by, lambda by: _make(form, by)):
        messages.success(request, _("The link works from now on."))
        return redirect("dialogues:links", slug)
    made = [(link, address(request, link)) for link in by.dialogue.join_links.all()]
    context = {
        "by": by,
        "form": form,
        "open_links": [pair for pair in made if pair[0].is_open],
        "closed_links": [pair[0] for pair in made if not pair[0].is_open],
    }
    return render(request, "dialogues/links.html", context, status=saving.status(form))


@login_required
@require_GET
@never_cache
def code(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A page to print or to put on the wall."""
    by = viewing.part_in(request, slug)
    by.require(policies.INVITE)
    link = get_object_or_404(JoinLink, dialogue=by.dialogue, pk=pk)
    where = address(request, link)
    context = {"by": by, "link": link, "address": where, "code": qr(where)}
    return render(request, "dialogues/link_code.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, lambda by: links.revoke_link(pk, by), reach=True)
    messages.success(request, _("Nobody can join by this link any more."))
    return redirect("dialogues:links", slug)


def address(request: HttpRequest, link: JoinLink) -> str:
    return request.build_absolute_uri(reverse("dialogues:join", args=[join_token(link)]))


def qr(text: str) -> SafeString:
    """The text as an SVG drawing that takes its colour and size from the page."""
    drawing = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=0,
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(drawing.getvalue().decode())  # noqa: S308 - drawn here, holds no text


def _make(form: LinkForm, by: Participation) -> int:
    until = form.cleaned_data["until"]
    return links.make_link(
        by,
        role=form.cleaned_data["role"],
        label=form.cleaned_data["label"],
        expires_at=clock.end_of(until, by.dialogue.zone) if until else None,
    )
