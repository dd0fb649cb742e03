"""What those who moderate look at: what waits, what was done, the panel of a room."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chat.moderation import forms, pacing, policies, queue, showing, trail
from polylogue.dialogues import people, viewing
from polylogue.dialogues.models import Participation
from polylogue.kit import instants
from polylogue.kit.refusals import Invalid
from rooms.entrance import enter


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Reports and mutes of the whole dialogue, as a page."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    shown = {
        "by": by,
        "reported": queue.reported(by.dialogue),
        "muted": queue.muted(by.dialogue),
        "is_open": not by.dialogue.is_archived,
    }
    return render(request, "moderation/desk.html", shown)


@login_required
@require_GET
@never_cache
def panel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The panel of a room again, as a fragment: somebody reported, or dealt with something."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE)
    shown = {"panel": showing.panel(visit), "room": visit.room, "dialogue": visit.room.dialogue}
    return render(request, "moderation/_panel_content.html", shown)


@login_required
@require_GET
@never_cache
def trail_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what, when, to whom and why; by person and kind."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    person, kind = _number(request, "person"), request.GET.get("kind", "")
    before = instants.moment(request.GET.get("before", ""))
    deeds, earlier = trail.page(by.dialogue, person=person, kind=kind, before=before)
    shown = {
        "by": by,
        "deeds": deeds,
        "earlier": instants.number(earlier) if earlier else None,
        "people": _people(by),
        "kinds": trail.KINDS,
        "person": person,
        "kind": kind,
    }
    return render(request, "moderation/trail.html", shown)


@login_required
@require_POST
def slow_mode(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sets slow mode by a plain form, and goes back to the room."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.PACE)
    form = forms.SlowModeForm(request.POST)
    if not form.is_valid():
        raise Invalid
    room, seconds = visit.room, form.cleaned_data["seconds"]
    act = lambda by: pacing.set_slow_mode(room, by, seconds=seconds)  # noqa: E731
    viewing.run(request, visit.by, act, reach=True)
    return redirect(room)


def _people(by: Participation) -> list[tuple[int, str]]:
    listed = [*people.listed(by.dialogue), *people.removed(by.dialogue)]
    named = {one.part.person_id: str(one.card["name"]) for one in listed}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 else None
