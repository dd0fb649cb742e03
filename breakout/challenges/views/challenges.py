"""The challenges of a dialogue that one may see, and each of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from breakout.challenges import groups, policies, reading, sight
from breakout.challenges.models import Challenge, Version
from polylogue.dialogues import viewing
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation


@login_required
@require_GET
@never_cache
def all_(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that are offered, the ones on the programme first; `?topic=` narrows them down."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    found = Challenge.objects.visible_to(by).offered().select_related("dialogue")
    shown = reading.shown(sorted(found, key=lambda one: (one.place is None, one.place, -one.pk)))
    topic = request.GET.get("topic", "")
    context = {
        "by": by,
        "cards": [card for card in shown if not topic or topic in card.topics],
        "topics": sorted({topic for card in shown for topic in card.topics}, key=str.casefold),
        "topic": topic,
    }
    return render(request, "challenges/all.html", context)


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    challenge = Challenge.objects.filter(dialogue=by.dialogue, pk=pk).first()
    if challenge is None or not sight.may_see(challenge, by, _group(challenge, by)):
        raise Http404
    challenge.dialogue = by.dialogue
    is_own = sight.is_own(challenge, by)
    context = {
        "by": by,
        "card": reading.card(challenge),
        "is_own": is_own,
        "may_edit": _may_edit(by, is_own=is_own),
        "trace": _trace(challenge) if is_own or by.may(policies.SEE_ALL) else [],
    }
    return render(request, "challenges/show.html", context)


def _group(challenge: Challenge, by: Participation) -> set[int]:
    return groups.people_around(
        challenge, sight.accounts_of(by.person_id).values_list("pk", flat=True)
    )


def _may_edit(by: Participation, *, is_own: bool) -> bool:
    may = by.may(policies.CONTRIBUTE) if is_own else by.may(policies.LEAD)
    return may and not by.dialogue.is_archived


def _trace(challenge: Challenge) -> list[tuple[Version, reading.Card, str]]:
    """Every version with who wrote it, for its author and the crew, the newest first."""
    versions = list(Version.objects.filter(challenge=challenge).order_by("-number"))
    people = cards(challenge.dialogue_id, {one.by_id for one in versions} | {challenge.person_id})
    owner = people[challenge.person_id]
    return [
        (one, reading.Card(challenge, one, owner), people[one.by_id]["name"]) for one in versions
    ]
