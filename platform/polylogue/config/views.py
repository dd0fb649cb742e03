from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from polylogue.people.models import User


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, person: int, token: str) -> HttpResponse:
    """The link of `create-staff`: a button that signs in once, so that no preview uses it up."""
    found = User.objects.filter(pk=person, is_active=True, is_staff=True).first()
    if found is None or not default_token_generator.check_token(found, token):
        return render(request, "config/enter.html", {"person": None}, status=410)
    if request.method == "POST":
        login(request, found, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("dialogues:mine")
    return render(request, "config/enter.html", {"person": found})
