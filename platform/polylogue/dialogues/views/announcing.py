from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from polylogue.dialogues import actions, policies, viewing
from polylogue.dialogues.forms.people import AnnouncementForm
from polylogue.dialogues.views import saving


@login_required
@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.ANNOUNCE)
    form = AnnouncementForm(request.POST or None)
    if saving.saved(
        request, form, by, lambda by: actions.announce(by, text=form.cleaned_data["text"])
    ):
        messages.success(request, _("Everyone is told."))
        return redirect("dialogues:show", slug)
    return render(
        request, "dialogues/announce.html", {"by": by, "form": form}, status=saving.status(form)
    )
