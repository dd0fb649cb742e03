"""Filling groups by matching: wishes, a preview with reasons, and then the seats."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from breakout import policies, rounds
from breakout.challenges import reading
from breakout.making import sizing
from breakout.making.forms import AROUND, MIXED, WishesForm
from breakout.making.matched import answering, posing, preview, wording
from breakout.making.matched.tables import own_size
from breakout.making.matched.wishes import Wishes
from breakout.making.pool import pool
from breakout.making.showing import by_name
from breakout.making.views.filling import number
from breakout.matching import Impossible
from breakout.models import Round
from polylogue.dialogues import viewing
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form; sent, a preview, which changes nothing; sent again with `apply`, it is done."""
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    round = rounds.find(by.dialogue, pk)
    rounds.require_not_over(round)
    if request.method == "GET":
        return _page(request, round, by, WishesForm(initial=_initial(round)))
    form = WishesForm(request.POST)
    if not form.is_valid():
        return _page(request, round, by, form, status=422)
    try:
        if "apply" in request.POST:
            return _apply(request, round, by, form.wishes())
        carried = [(name, request.POST[name]) for name in form.fields if name in request.POST]
        return _page(request, round, by, form, carried=carried, **_preview(round, form.wishes()))
    except (NotAllowed, NotFound):
        raise
    except Impossible as why:
        refused = _refusal(round, form.wishes(), why)
        return _page(request, round, by, form, refused=refused, status=409)
    except Refusal as refusal:
        return _page(request, round, by, form, refused=str(refusal), status=refusal.status)


def _preview(round: Round, wishes: Wishes) -> dict[str, Any]:
    """Solved here, outside of the writer: whoever moves people meanwhile does not wait for it."""
    answer = answering.answer(round, wishes)
    if not answer.seats:
        raise Invalid(_("Nobody is there to be seated yet."))
    silent = cards(round.dialogue_id, answer.question.silent)
    return {
        "tables": preview.tables(answer),
        "summary": preview.summary(answer),
        "silent": by_name(list(silent.values())),
        "seats": answering.written(answer.seats),
        "cases": answering.cases_in(answer.question),
        "empty": preview.empty(answer),
        "spare": preview.spare(answer),
    }


def _apply(request: HttpRequest, round: Round, by: Participation, wishes: Wishes) -> HttpResponse:
    seats = answering.parsed(request.POST.get("seats", ""))
    cases, seen = request.POST.get("cases", ""), number(request.POST.get("seen", ""))
    spare = [number(text) for text in request.POST.get("spare", "").split()]

    def act(by: Participation) -> int:
        now = rounds.find(by.dialogue, round.pk)
        move = answering.apply(now, by, wishes, seats=seats, cases=cases, seen=seen)
        sizing.clear(now, by, groups=spare)
        return move.seats.count() if move else 0

    count = viewing.run(request, by, act, reach=True).result
    done = ngettext("%d person has a new seat.", "%d people have a new seat.", count)
    messages.success(request, done % count)
    return redirect("breakout:show", by.dialogue.slug, round.pk)


def _initial(round: Round) -> dict[str, Any]:
    """The size is that which fills the groups that there are."""
    has_programme = bool(reading.on_programme(round.dialogue))
    size = own_size(pool(round))
    return {"kind": AROUND if has_programme else MIXED} | ({"size": size} if size else {})


def _refusal(round: Round, wishes: Wishes, why: Impossible) -> str:
    question = posing.question(round, wishes)
    known = cards(round.dialogue_id, question.pool.people)
    people = {person: str(card["name"]) for person, card in known.items()}
    return wording.refusal(why, people, {place.key: place.title for place in question.places})


def _page(
    request: HttpRequest,
    round: Round,
    by: Participation,
    form: WishesForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"by": by, "round": round, "form": form, **more}
    return render(request, "making/match.html", context, status=status)
