"""The page door of reports: one's own for everybody, those of all for who leads."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout import meetings as met_before
from breakout import rounds
from breakout.models import Round
from breakout.reports import attendance as attended
from breakout.reports import exporting, introducing, mailing, meeting, policies, sharing, tables
from breakout.reports.models import Introducing
from polylogue.dialogues import intents, viewing
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit import streaming
from polylogue.kit.refusals import Invalid
from rooms import limits

LISTED = 200
Report = Callable[[Dialogue, Round | None], Iterator[bytes]]


@login_required
@require_GET
@never_cache
def met(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom one met in groups, and what one shares with them."""
    by = viewing.part_in(request, slug)
    by.require(policies.MET)
    context = {
        "by": by,
        "people": sharing.acquaintances(by.dialogue, by.person_id),
        "chosen": sharing.chosen(by.dialogue, by.person_id),
    }
    return render(request, "reports/met.html", context)


@login_required
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    is_shared, wants_mail = "is_shared" in request.POST, "wants_mail" in request.POST

    def act(part: Participation) -> None:
        sharing.choose(part, is_shared=is_shared, wants_mail=wants_mail)

    viewing.run(request, by, act)
    messages.success(request, _("Your choice is kept. You can change it at any time."))
    return redirect("reports:met", slug)


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """What the crew sees of one round (`?round=`), or of all."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    round = _round(request.GET.get("round", ""), by)
    rows = attended.of_round(round) if round else attended.of_dialogue(by.dialogue)
    pairs = meeting.pairs(by.dialogue, round)
    people = {row.person for row in rows} | {p for pair in pairs for p in pair.people}
    context = {
        "by": by,
        "round": round,
        "rounds": met_before.before(by.dialogue),
        "rows": rows[:LISTED],
        "row_count": len(rows),
        "pairs": pairs[:LISTED],
        "pair_count": len(pairs),
        "listed": LISTED,
        "cards": cards(by.dialogue_id, people),
        **_introducing(by),
    }
    return render(request, "reports/show.html", context)


@login_required
@require_POST
def attendance(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _file(request, slug, "attendance", tables.attendance_of)


@login_required
@require_POST
def meetings(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _file(request, slug, "meetings", tables.meetings_of)


@login_required
@require_POST
def introduce(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    sent = int(viewing.run(request, by, introducing.send).result)
    told = ngettext("A mail goes to %(n)d person.", "A mail goes to %(n)d people.", sent)
    messages.success(request, told % {"n": sent})
    return redirect("reports:show", slug)


def _introducing(by: Participation) -> dict[str, Any]:
    """What would be sent to whom, with the mail of the first of them, if it is not sent yet."""
    if not by.may(policies.INTRODUCE):
        return {}
    plan = introducing.plan(by.dialogue)
    return {
        "sent": Introducing.objects.filter(dialogue=by.dialogue).select_related("by").first(),
        "plan": plan,
        "is_over": introducing.is_over(by.dialogue),
        "preview": _preview(by.dialogue, plan.people[0]) if plan.people else None,
    }


def _preview(dialogue: Dialogue, person: int) -> tuple[str, str]:
    agreed = [one for one in sharing.acquaintances(dialogue, person) if one.email]
    return mailing.written(dialogue, cards(dialogue.pk, [person])[person]["name"], agreed)


def _file(request: HttpRequest, slug: str, name: str, report: Report) -> HttpResponseBase:
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT)
    limits.spend(by.person_id)
    round = _round(request.POST.get("round", ""), by)
    number = round.pk if round else None
    intents.run_as(
        by.dialogue,
        by.person,
        lambda part: exporting.export(part, report=name, round=number),
        key=str(uuid.uuid4()),
        content=None,
    )
    title = slugify((round.title if round else by.dialogue.title)[:60])
    return streaming.response(
        request,
        report(by.dialogue, round),
        media_type="text/csv; charset=utf-8",
        name=f"{name}-{title}.csv",
        finish=lambda sha256: None,
    )


def _round(number: str, by: Participation) -> Round | None:
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Invalid
    return rounds.find(by.dialogue, int(number))
