"""Dealing with a report on a page of its own; in a room the same form is a dialog."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chat.moderation import policies, queue, reporting
from chat.moderation.forms import ResolveForm
from chat.moderation.meanwhile import DoneMeanwhile
from chat.moderation.models import Report
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import Invalid


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def resolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Shows what was reported and asks what to do; only what the page showed is closed."""
    by = viewing.part_in(request, slug)
    by.require(policies.RESOLVE)
    report = get_object_or_404(Report, stream__room__dialogue=by.dialogue, pk=pk)
    form = ResolveForm(request.POST or None)
    seen = _numbers(request)
    if saving.saved(
        request,
        form,
        by,
        lambda by: reporting.resolve(by, reports=seen or [pk], **form.cleaned_data),
        reach=True,
    ):
        messages.success(request, _("Thank you, this is dealt with."))
        return redirect("moderation:desk", slug)
    one = _reported(by, report)
    if one is None and request.method == "GET":
        raise DoneMeanwhile(reporting.who_dealt_with(report))
    shown = {"by": by, "one": one, "form": form}
    return render(request, "moderation/resolve.html", shown, status=saving.status(form))


def _numbers(request: HttpRequest) -> list[int]:
    """The reports that the page showed; raises Invalid for what is no number."""
    said = request.POST.getlist("reports")
    if not all(text.isascii() and text.isdigit() and len(text) < 16 for text in said):
        raise Invalid
    return [int(text) for text in said]


def _reported(by: Participation, report: Report) -> queue.Reported | None:
    """The message with all its open reports, if this one is still open."""
    waiting = queue.reported(by.dialogue)
    return next((one for one in waiting if report in [open_ for open_, _name in one.reports]), None)
