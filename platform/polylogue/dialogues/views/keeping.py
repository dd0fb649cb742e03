"""How a guest becomes a person with an account, keeping what they did."""

from __future__ import annotations

from typing import cast

from allauth.account.utils import filter_users_by_email
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from polylogue.dialogues import guests, intents
from polylogue.dialogues.forms.joining import AddressForm, CodeForm
from polylogue.dialogues.models import Dialogue
from polylogue.dialogues.views import entering, returning
from polylogue.kit.refusals import Refusal
from polylogue.people import limits, proving
from polylogue.people.models import User


class SecondFactorNeeded(Refusal):
    code = "second-factor-needed"
    status = 403
    sentence = gettext_lazy(
        "This account asks for a second factor. Make a re-entry code, sign in to the account and"
        " enter the code there: what you did as a guest is then shown under the account."
    )


class AccountClosed(Refusal):
    code = "account-closed"
    status = 403
    sentence = gettext_lazy("The account with this address is closed. Please use another address.")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Asks for an address and mails a code to it, whoever it belongs to."""
    if not cast("User", request.user).is_guest:
        return redirect("people:profile")
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        limits.spend(request, "code_from_here")
        limits.spend(request, "code_to_address", whose=email)
        proving.begin(request, email)
        return redirect("dialogues:keep_code")
    status = 422 if form.errors else 200
    return render(request, "dialogues/keep.html", {"form": form}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def keep_code(request: HttpRequest) -> HttpResponse:
    """With the right code the guest gets an account, or goes on under the one they have."""
    if not cast("User", request.user).is_guest:
        return redirect("dialogues:mine")
    email = proving.pending(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if proving.is_proved(request, form.cleaned_data["code"]):
            return _go_on(request, email, key=str(form.cleaned_data["key"]))
        form.add_error("code", _("This is not the code. Please look at the newest mail."))
    status = 422 if form.errors else 200
    return render(
        request, "dialogues/keep_code.html", {"form": form, "email": email}, status=status
    )


def _go_on(request: HttpRequest, email: str, *, key: str) -> HttpResponse:
    guest = cast("User", request.user)
    owners = filter_users_by_email(email)
    if owners:
        account = _usable(owners)
        returning.take_over(guest, account, key=key)
        entering.sign_in(request, account)
        messages.success(request, _("What you did as a guest is now shown under your account."))
    else:
        _make_account(guest, email, key=key)
        proving.forget(request)
        messages.success(request, _("You have an account now, and all you did is still yours."))
    return redirect("dialogues:mine")


def _usable(owners: list[User]) -> User:
    account = next((owner for owner in owners if owner.is_active), None)
    if account is None:
        raise AccountClosed
    if is_mfa_enabled(account):
        raise SecondFactorNeeded
    return account


def _make_account(guest: User, email: str, *, key: str) -> None:
    dialogues = list(Dialogue.objects.filter(participations__person=guest).order_by("pk"))
    content = ["become-account", email]
    intents.run_for(
        dialogues, guest, lambda: guests.become_account(guest, email), key=key, content=content
    )
