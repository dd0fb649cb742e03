from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from polylogue.people import signals
from polylogue.people.forms import PasswordLoginForm, ProfileForm
from polylogue.people.models import User

View = Callable[..., HttpResponseBase]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("dialogues:mine")
    return render(request, "home.html")


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = cast("User", request.user)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        changed = form.save()
        if form.has_changed():
            signals.person_changed.send(User, person=changed)
        messages.success(request, _("Your profile is saved."))
        return redirect("people:profile")
    status = 422 if form.errors else 200
    return render(request, "people/profile.html", {"form": form}, status=status)


class PasswordLoginView(LoginView):  # type: ignore[misc]
    template_name = "account/password_login.html"

    def get_form_class(self) -> type[PasswordLoginForm]:
        return PasswordLoginForm


password_login = PasswordLoginView.as_view()


def for_accounts(view: View) -> View:
    """Sends a guest, who has no address yet, to where they can give one."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if cast("User", request.user).is_guest:
            return redirect("dialogues:keep")
        return view(request, *args, **named)

    return guarded
