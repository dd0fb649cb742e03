"""Where somebody goes who has joined, and how they become the person of this session."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpRequest
from django.urls import reverse

from polylogue.dialogues.models import Participation
from polylogue.people.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: HttpRequest, person: User) -> None:
    auth.login(request, person, BACKEND)


def inside(part: Participation) -> str:
    """The dialogue, or its waiting room."""
    if part.is_active:
        return part.dialogue.get_absolute_url()
    return reverse("dialogues:waiting", args=[part.dialogue.slug])
