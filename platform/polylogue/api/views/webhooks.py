"""The pages of webhooks: added, each with what it was told, tried again, paused, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.api import policies, secrets
from polylogue.api.forms import WebhookForm
from polylogue.api.models import Delivery, Webhook
from polylogue.api.webhooks import actions
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import Invalid

DELIVERIES_SHOWN = 100


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.USE)
    form = WebhookForm(request.POST or None)
    added = saving.saved(request, form, by, lambda by: actions.add_webhook(by, **form.cleaned_data))
    if added:
        return _shown(request, by, _webhook(by, int(added.result)), with_secret=True)
    standing = Webhook.objects.standing().filter(dialogue=by.dialogue).select_related("keeper")
    context = {"by": by, "form": form, "webhooks": [_row(webhook) for webhook in standing]}
    return render(request, "api/webhooks.html", context, status=saving.status(form))


@login_required
@require_GET
@never_cache
def one(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.USE)
    return _shown(request, by, _webhook(by, pk))


@login_required
@require_POST
@never_cache
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Pauses, resumes or removes it, or gives it a new secret, which the answer alone shows."""
    by = viewing.part_in(request, slug)
    what = request.POST.get("change", "")
    if what not in actions.CHANGES:
        raise Invalid
    viewing.run(request, by, lambda by: actions.CHANGES[what](pk, by))
    if what == "rotate":
        return _shown(request, by, _webhook(by, pk), with_secret=True)
    if what == "remove":
        messages.success(request, _("Nothing is sent there any more."))
        return redirect("programs:webhooks", slug)
    return redirect("programs:webhook", slug, pk)


@login_required
@require_POST
def again(request: HttpRequest, slug: str, pk: int, delivery: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, lambda by: actions.try_again(pk, delivery, by))
    messages.success(request, _("It is sent again in a moment."))
    return redirect("programs:webhook", slug, pk)


def _shown(
    request: HttpRequest, by: Participation, webhook: Webhook, *, with_secret: bool = False
) -> HttpResponse:
    context = {
        "by": by,
        "row": _row(webhook),
        "webhook": webhook,
        "deliveries": webhook.deliveries.order_by("-pk")[:DELIVERIES_SHOWN],
        "secret": secrets.webhook_secret(webhook) if with_secret else None,
    }
    return render(request, "api/webhook.html", context)


def _webhook(by: Participation, pk: int) -> Webhook:
    standing = Webhook.objects.standing().filter(dialogue=by.dialogue)
    return get_object_or_404(standing.select_related("keeper"), pk=pk)


def _row(webhook: Webhook) -> dict[str, Any]:
    """A webhook with how many of its deliveries are in which state."""
    counted = webhook.deliveries.order_by().values_list("state").annotate(Count("pk"))
    return {"webhook": webhook, "counts": dict.fromkeys(Delivery.State.values, 0) | dict(counted)}
