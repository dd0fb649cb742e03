"""The rounds of a dialogue: which there are, and the forms that make and change them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from breakout import grouping, listed, policies, rounds
from breakout.forms import ChangedRoundForm, NewRoundForm
from breakout.models import Round
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.policy import Role
from polylogue.dialogues.views import saving
from polylogue.log import reading


@login_required
@require_GET
@never_cache
def index(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    may_lead = by.may(policies.LEAD) and not by.dialogue.is_archived
    form = NewRoundForm() if may_lead else None
    return render(
        request, "breakout/list.html", {"by": by, "rounds": listed.rounds(by), "form": form}
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    form = NewRoundForm(request.POST or None)
    if receipt := saving.saved(request, form, by, lambda by: _draft(by, form), reach=True):
        return redirect("breakout:show", slug, receipt.result)
    context = {"by": by, "form": form, "round": None}
    return render(request, "breakout/edit.html", context, status=saving.status(form))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other particulars; how long an open round goes on is changed on its board."""
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    round = rounds.find(by.dialogue, pk)
    form = _particulars(round, request.POST or None)
    act = lambda by: rounds.change(rounds.find(by.dialogue, pk), by, **form.cleaned_data)  # noqa: E731
    stored = lambda: _particulars(rounds.find(by.dialogue, pk))  # noqa: E731
    if saving.saved(request, form, by, act, reach=True, stored=stored):
        return redirect(round)
    context = {"by": by, "form": form, "round": round}
    return render(request, "breakout/edit.html", context, status=saving.status(form))


def _particulars(round: Round, said: QueryDict | None = None) -> ChangedRoundForm:
    """The form as the round is saved now, with what was said in place of it if there is any."""
    stream = round.dialogue.stream_id
    initial = ChangedRoundForm.initially(round) | {"seen": reading.heads([stream])[stream]}
    return ChangedRoundForm(said, initial=initial)


def _draft(by: Participation, form: NewRoundForm) -> int:
    made = rounds.draft(by, **form.particulars())
    parts = by.dialogue.participations.active()
    people = sum(Role.PARTICIPANT in part.roles for part in parts)
    grouping.add_numbered(made, by, count=form.groups(people))
    return made.pk
