"""One click to be somebody of the demo event; the URLs exist in development only."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from polylogue.dialogues.models import Dialogue, Participation
from polylogue.people.models import User

DEMO = settings.PACKAGE / "config" / "demo"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def doors(request: HttpRequest) -> HttpResponse:
    """Offers one person for each role, and signs in as the one that was chosen."""
    if not settings.DEMO_SIGN_IN:
        raise Http404
    parts = _parts()
    if request.method == "POST":
        emails = {part.person.email for part in parts.values()}
        person = get_object_or_404(User, email=request.POST.get("email", ""), email__in=emails)
        auth.login(request, person, BACKEND)
        return redirect("dialogues:mine")
    return render(request, "people/demo.html", {"parts": parts})


def _parts() -> dict[str, Participation]:
    """The newest demo dialogue's people by what they show: staff, facilitator, moderator, participant."""
    dialogue = Dialogue.objects.filter(title=_read("event.json")["title"]).order_by("-pk").first()
    cast = {person["key"]: person["cast"] for person in _read("people.json") if person.get("cast")}
    emails = {f"{key}@demo.example": shows for key, shows in cast.items()}
    parts = Participation.objects.active().filter(dialogue=dialogue, person__email__in=emails)
    found = parts.select_related("person", "dialogue")
    return {emails[str(part.person.email)]: part for part in found}


def _read(name: str) -> Any:
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


urlpatterns = [path("", doors, name="demo")]
