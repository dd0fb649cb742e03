"""The door of a dialogue: a join link, the form of a guest, the waiting room."""

from __future__ import annotations

import hmac
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from polylogue.dialogues import actions, guests, intents, tokens
from polylogue.dialogues.forms.joining import GuestForm, OnceForm
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.dialogues.policy import Role
from polylogue.dialogues.views import entering, returning
from polylogue.kit.refusals import NotFound
from polylogue.people import limits
from polylogue.people.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what one is invited to; joins on the press of a button, with an account or a name."""
    link = _link(request, token)
    part = Participation.objects.filter(dialogue=link.dialogue, person=request.user.pk).first()
    if part and part.ended_at is None:
        response: HttpResponse = redirect(entering.inside(part))
    elif part and part.was_removed:
        actions.refuse_removed(part)
    elif not link.is_open or link.dialogue.is_archived:
        response = render(request, "dialogues/join_closed.html", {"link": link}, status=410)
    elif request.user.is_authenticated:
        response = _join_as_oneself(request, link)
    else:
        response = _join_as_guest(request, link)
    return response


@never_cache
@login_required
@require_GET
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The waiting room; asked every few seconds, it answers with the way in once one is admitted."""
    part = _part(request, slug)
    asked_again = getattr(request, "htmx", False)
    if part.is_active:
        response: HttpResponse = redirect(part.dialogue)
        if asked_again:
            response = HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    elif asked_again:
        response = HttpResponse(status=204)
    else:
        response = render(request, "dialogues/join_waiting.html", {"part": part})
    return response


def _link(request: HttpRequest, token: str) -> JoinLink:
    """The link of a token; whoever tries many wrong ones is made to wait."""
    limits.require_left(request, "wrong_link")
    link = tokens.link_for(token)
    if link is None:
        limits.spend(request, "wrong_link")
        raise NotFound
    return link


def _part(request: HttpRequest, slug: str) -> Participation:
    parts = Participation.objects.select_related("dialogue", "person")
    part: Participation | None = parts.filter(dialogue__slug=slug, person=request.user.pk).first()
    if part is None:
        raise Http404
    if part.ended_at:
        actions.refuse_removed(part)
    return part


def _join_as_oneself(request: HttpRequest, link: JoinLink) -> HttpResponse:
    person = cast("User", request.user)
    form = OnceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.join(link, person)

        key = str(form.cleaned_data["key"])
        intents.run_for([link.dialogue], person, act, key=key, content=["join", link.pk])
        return redirect(entering.inside(_part(request, link.dialogue.slug)))
    return _page(request, link, form)


def _join_as_guest(request: HttpRequest, link: JoinLink) -> HttpResponse:
    if link.role == Role.STAFF:
        return _page(request, link, None)
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend(request, "guest_join")
        guest = _make_guest(request, link, form)
        entering.sign_in(request, guest)
        part = Participation.objects.select_related("dialogue", "person").get(
            dialogue=link.dialogue, person=guest
        )
        return returning.show_new_code(request, part, has_just_joined=True)
    return _page(request, link, form)


def _make_guest(request: HttpRequest, link: JoinLink, form: GuestForm) -> User:
    """The guest this very form in this very browser stands for, made if it is not there yet.

    The key is mixed with the browser's CSRF secret and kept as a digest, so that nobody else can
    become this guest by sending the key again.
    """
    get_token(request)
    secret = request.META["CSRF_COOKIE"]
    key = hmac.digest(secret.encode(), form.cleaned_data["key"].bytes, "sha256").hex()
    particulars = form.particulars()
    receipt = intents.run_for(
        [link.dialogue],
        User.objects.system(),
        lambda: guests.join_as_guest(link, particulars),
        key=key,
        content=["join-as-guest", link.pk, salted_hmac("guest", repr(particulars)).hexdigest()],
    )
    return User.objects.get(pk=receipt.result)


def _page(request: HttpRequest, link: JoinLink, form: OnceForm | None) -> HttpResponse:
    status = 422 if form and form.errors else 200
    return render(request, "dialogues/join.html", {"link": link, "form": form}, status=status)
