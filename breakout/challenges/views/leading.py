"""What the crew sees of everybody's contributions, and what facilitators do about it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout.challenges import overview as overviews
from breakout.challenges import policies, programme, reading, reminding
from breakout.challenges.models import Challenge, State
from polylogue.dialogues import viewing
from polylogue.kit.refusals import Invalid

DEEDS = {
    "put": lambda by, pk: programme.put_on(by, challenge=pk),
    "take": lambda by, pk: programme.take_off(by, challenge=pk),
    "up": lambda by, pk: programme.move(by, challenge=pk, places=-1),
    "down": lambda by, pk: programme.move(by, challenge=pk, places=1),
}


@login_required
@require_GET
@never_cache
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE_ALL)
    standing = Challenge.objects.filter(dialogue=by.dialogue).standing().select_related("dialogue")
    cards = reading.shown(standing.order_by("place", "-pk"))
    standings = overviews.standings(by.dialogue)
    context = {
        "by": by,
        "programme": [card for card in cards if card.challenge.place is not None],
        "offered": [c for c in cards if c.challenge.is_offered and c.challenge.place is None],
        "drafts": [card for card in cards if card.challenge.state == State.DRAFT],
        "standings": standings,
        "silent": sum(one.is_silent for one in standings),
        "cities": overviews.cities(standings),
        "topics": overviews.topics(by.dialogue),
        "waiting": len(reminding.waiting(by.dialogue)),
    }
    return render(request, "challenges/overview.html", context)


@login_required
@require_POST
def arrange(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Invalid
    viewing.run(request, by, lambda by: deed(by, pk))
    return redirect("challenges:overview", slug)


@login_required
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    sent = int(viewing.run(request, by, reminding.remind).result)
    if sent:
        told = ngettext("A mail goes to %(n)d person.", "A mail goes to %(n)d people.", sent)
        messages.success(request, told % {"n": sent})
    else:
        messages.info(request, _("Nobody can be reminded now: once a day is enough."))
    return redirect("challenges:overview", slug)
