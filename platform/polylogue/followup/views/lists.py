"""The good practices of a dialogue: as a page, and beside a conversation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from polylogue.dialogues import viewing
from polylogue.followup import policies, reading, showing


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    context = {"by": by, "practices": showing.shown(reading.in_dialogue(by))}
    return render(request, "followup/in_dialogue.html", context)


@login_required
@require_GET
@never_cache
def beside(request: HttpRequest, slug: str) -> HttpResponse:
    """What a room page shows of them, anew."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    context = {
        "practices": showing.shown(reading.in_dialogue(by)),
        "asked": reading.asked_count(by.person_id),
    }
    return render(request, "followup/_beside.html", context)
