"""A list of people and groups: pasted or uploaded, looked at line by line, then applied."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from breakout import policies, rounds
from breakout.making.lists import applying, limits, reading, report
from breakout.making.lists.applying import Applied
from breakout.making.lists.finding import Finding, find
from breakout.making.views.filling import number
from breakout.models import Round
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form; sent, a report of what each line would do; sent again with `apply`, it is done."""
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    round = rounds.find(by.dialogue, pk)
    if request.method == "GET":
        return _page(request, round, by)
    text = ""
    try:
        text = _written(request)
        if "apply" in request.POST:
            return _apply(request, round, by, text)
        return _page(request, round, by, text=text, found=_found(round, text))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _page(request, round, by, text=text, refused=str(refusal), status=refusal.status)


def _written(request: HttpRequest) -> str:
    """What was uploaded, else what was pasted."""
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "")
    if file.size is None or file.size > limits.BYTES:
        raise reading.too_long()
    return reading.decoded(file.read())


def _found(round: Round, text: str) -> list[Finding]:
    found = find(round, reading.lines(text))
    if not found:
        raise Invalid(_("There is nothing in this list yet."))
    return found


def _apply(request: HttpRequest, round: Round, by: Participation, text: str) -> HttpResponse:
    seen = number(request.POST.get("seen", ""))

    def act(by: Participation) -> list[int]:
        now = rounds.find(by.dialogue, round.pk)
        done = applying.apply(now, by, text=text, seen=seen)
        return [done.seated, done.expected, done.stay, done.left_out]

    done = Applied(*viewing.run(request, by, act, reach=True).result)
    messages.success(request, _in_words(done))
    return redirect("breakout:show", by.dialogue.slug, round.pk)


def _in_words(done: Applied) -> str:
    return _(
        "Seated: %(seated)d. Expected: %(expected)d. There already: %(stay)d. Left out: %(left_out)d."
    ) % {
        "seated": done.seated,
        "expected": done.expected,
        "stay": done.stay,
        "left_out": done.left_out,
    }


def _page(
    request: HttpRequest,
    round: Round,
    by: Participation,
    *,
    text: str = "",
    found: list[Finding] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "by": by,
        "round": round,
        "text": text,
        "report": report.of(found) if found else None,
        "refused": refused,
    }
    return render(request, "making/list.html", context, status=status)
