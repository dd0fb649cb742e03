"""The cockpit: beside every room for the crew, and as a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from breakout import cockpit, policies
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.log import reading


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """As a page, or the fragment that pages show."""
    by = viewing.part_in(request, slug)
    by.require(policies.WATCH)
    return page(request, by)


def after(
    request: HttpRequest, by: Participation, *, refused: str = "", done: str = "", status: int = 200
) -> HttpResponse:
    """The answer to a form of the cockpit: what it looks like now."""
    if refused or getattr(request, "htmx", False):
        return page(request, by, refused=refused, done=done, status=status)
    if done:
        messages.success(request, done)
    return redirect("breakout:cockpit", by.dialogue.slug)


def page(
    request: HttpRequest, by: Participation, *, refused: str = "", done: str = "", status: int = 200
) -> HttpResponse:
    stream = by.dialogue.stream_id
    head = reading.heads([stream])[stream]
    is_fragment = getattr(request, "htmx", False)
    template = "breakout/_cockpit.html" if is_fragment else "breakout/cockpit.html"
    context = {
        "by": by,
        "dialogue": by.dialogue,
        "panel": cockpit.state(by),
        "refused": refused,
        "done": done,
        "stream": stream,
        "head": head,
    }
    return render(request, template, context, status=status)
