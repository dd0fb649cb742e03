"""How a guest comes back on another device: a personal code, shown once and kept as a digest."""

from __future__ import annotations

import uuid
from typing import cast

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from polylogue.dialogues import guests, intents, tokens
from polylogue.dialogues.forms.joining import ReentryForm
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.views import entering
from polylogue.people import limits
from polylogue.people.models import User


@never_cache
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Signs a guest in by code; somebody signed in with an account takes over what the guest did."""
    form = ReentryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if part := _part_of(request, form.cleaned_data["code"]):
            return _let_in(request, part, key=str(form.cleaned_data["key"]))
        form.add_error("code", _("We do not know this code. A newer one may have replaced it."))
    status = 422 if form.errors else 200
    return render(request, "dialogues/return.html", {"form": form}, status=status)


@never_cache
@require_GET
def come_back_with(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code opens: nothing happens before the button is pressed."""
    form = ReentryForm(initial={"code": code})
    return render(request, "dialogues/return_with.html", {"form": form, "code": code})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes a guest a new code, after which an older one opens nothing."""
    open_parts = Participation.objects.filter(ended_at=None).select_related("dialogue", "person")
    part = open_parts.filter(dialogue__slug=slug, person=request.user.pk).first()
    if part is None or not part.person.is_guest:
        raise Http404
    if request.method == "POST":
        return show_new_code(request, part)
    return render(request, "dialogues/return_code.html", {"part": part})


def show_new_code(
    request: HttpRequest, part: Participation, *, has_just_joined: bool = False
) -> HttpResponse:
    """The only moment at which a code can be seen."""
    code = tokens.new_reentry_code()
    digest = tokens.reentry_digest(code)
    intents.run_for(
        [part.dialogue],
        part.person,
        lambda: guests.keep_reentry_digest(part, digest),
        key=str(uuid.uuid4()),
    )
    address = request.build_absolute_uri(reverse("dialogues:return_with", args=[code]))
    context = {
        "part": part,
        "code": code,
        "qr": segno.make(address, micro=False).svg_inline(
            omitsize=True, svgclass=None, lineclass=None
        ),
        "has_just_joined": has_just_joined,
        "inside": entering.inside(part),
    }
    return render(request, "dialogues/return_code_shown.html", context)


def _part_of(request: HttpRequest, digest: str) -> Participation | None:
    """The guest's part that this code is for; whoever tries many wrong ones is made to wait."""
    limits.require_left(request, "wrong_reentry_code")
    open_parts = Participation.objects.filter(ended_at=None, person__is_active=True)
    of_guests = open_parts.filter(person__email=None).select_related("dialogue", "person")
    part: Participation | None = of_guests.filter(reentry_digest=digest).first()
    if part is None:
        limits.spend(request, "wrong_reentry_code")
    return part


def _let_in(request: HttpRequest, part: Participation, *, key: str) -> HttpResponse:
    person = cast("User", request.user)
    if person.is_authenticated and not person.is_guest:
        take_over(part.person, person, key=key)
        messages.success(request, _("What you did as a guest is now shown under your account."))
        return redirect("dialogues:mine")
    entering.sign_in(request, part.person)
    return redirect(entering.inside(part))


def take_over(guest: User, account: User, *, key: str) -> None:
    """Merges a guest into an account, in all dialogues at once."""
    dialogues = list(Dialogue.objects.filter(participations__person=guest).order_by("pk"))
    content = ["merge", guest.pk, account.pk]
    intents.run_for(
        dialogues, guest, lambda: guests.merge(guest, account), key=key, content=content
    )
