"""The page of tokens: made, shown once, revoked, and what each was used for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.api import policies, secrets, tokens
from polylogue.api.forms import EVERYWHERE, TokenForm
from polylogue.api.models import Token
from polylogue.api.scopes import Scope
from polylogue.dialogues import clock, viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving

LATELY = timedelta(days=30)
USES_SHOWN = 200


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer to the form is the only page that ever shows the token."""
    by = viewing.part_in(request, slug)
    by.require(policies.USE)
    form, token = TokenForm(request.POST or None), secrets.new_token()
    made = saving.saved(request, form, by, lambda by: _make(form, by, token))
    if made and made.again:
        messages.info(request, _("This token was made already. If it was not kept, make another."))
        return redirect("programs:tokens", slug)
    context = {
        "by": by,
        "form": TokenForm() if made else form,
        "made": token if made else None,
        "tokens": _listed(by),
    }
    return render(request, "api/tokens.html", context, status=saving.status(form))


@login_required
@require_GET
@never_cache
def uses(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a token read of this dialogue, day by day."""
    by = viewing.part_in(request, slug)
    by.require(policies.USE)
    token = get_object_or_404(_listed(by), pk=pk)
    read = token.uses.filter(dialogue=by.dialogue)[:USES_SHOWN]
    return render(request, "api/uses.html", {"by": by, "token": token, "uses": read})


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, lambda by: tokens.revoke_token(pk, by))
    messages.success(request, _("The token opens nothing any more."))
    return redirect("programs:tokens", slug)


def _make(form: TokenForm, by: Participation, token: str) -> int:
    said = form.cleaned_data
    return tokens.make_token(
        by,
        digest=secrets.digest(token),
        ending=token[-tokens.ENDING :],
        label=said["label"],
        scopes=[scope for scope in Scope.values if scope in said["scopes"]],
        expires_at=clock.end_of(said["until"], by.dialogue.zone),
        everywhere=said["where"] == EVERYWHERE,
    )


def _listed(by: Participation) -> Any:
    """The tokens that open this dialogue, each with how often it read here lately."""
    lately = Q(uses__dialogue=by.dialogue, uses__day__gte=(timezone.now() - LATELY).date())
    found = Token.objects.listed_for(by).select_related("person")
    return found.annotate(calls=Sum("uses__times", filter=lately, default=0))
