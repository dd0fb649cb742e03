"""The page on which a challenge is written: what was typed is there again, and nothing is overwritten unseen."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from breakout.challenges import drafting, forms, particulars, sight, writing
from breakout.challenges.models import Challenge, Draft, Version
from breakout.challenges.particulars import Particulars
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import Invalid
from polylogue.people.models import User


def edited(
    request: HttpRequest, by: Participation, challenge: Challenge | None, owner: int | None = None
) -> HttpResponse:
    """The form; or, once it is saved, the way back."""
    pk = challenge.pk if challenge else None
    whose = User.objects.get(pk=challenge.person_id if challenge else owner or by.person_id)
    draft = drafting.of(by, challenge=pk, owner=owner)
    form = _form(by, challenge, whose, draft, request.POST or None)
    offers = request.POST.get("do") == forms.OFFER

    def act(by: Participation) -> int:
        seen = form.cleaned_data["seen"]
        return writing.write(by, form.said(), offers=offers, challenge=pk, owner=owner, seen=seen)

    stored = lambda: _form(by, _again(challenge), whose, None, None)  # noqa: E731
    if receipt := saving.saved(request, form, by, act, stored=stored):
        messages.success(request, _told(offers=offers or bool(challenge and challenge.is_offered)))
        return redirect("challenges:show", by.dialogue.slug, int(receipt.result))
    context = {
        "by": by,
        "form": form,
        "challenge": challenge,
        "owner": owner,
        "whose": None if _is_own(by, challenge, owner) else whose,
        "draft": draft if request.method == "GET" else None,
    }
    return render(request, "challenges/write.html", context, status=saving.status(form))


def about(request: HttpRequest) -> tuple[int | None, int | None]:
    """Which challenge a form is about, or whose new one."""
    return number(request.POST.get("challenge", "")), number(request.POST.get("owner", ""))


def number(text: str) -> int | None:
    """None for nothing; raises Invalid for what is no number."""
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid
    return int(text) if text else None


def _form(
    by: Participation, challenge: Challenge | None, whose: User, draft: Draft | None, sent: Any
) -> forms.ChallengeForm:
    """With what was typed, else with what is saved, else with the languages of whose it is."""
    said = _begins_with(challenge, draft, whose)
    head = Dialogue.objects.select_related("stream").get(pk=by.dialogue_id).stream.head
    initial = {
        **said.words(),
        **forms.split(said.topics, by),
        "scope": said.scope,
        "seen": draft.seen if draft else head,
        "after": draft.page if draft else "",
        "page": str(uuid.uuid4()),
    }
    return forms.ChallengeForm(sent, by=by, whose=whose, initial=initial)


def _begins_with(challenge: Challenge | None, draft: Draft | None, whose: User) -> Particulars:
    if draft is not None:
        return particulars.of_draft(draft)
    if challenge is None:
        return Particulars(languages=list(whose.languages), as_city=bool(whose.city))
    version = Version.objects.get(challenge=challenge, number=challenge.version)
    return particulars.of(version, challenge.scope)


def _again(challenge: Challenge | None) -> Challenge | None:
    return Challenge.objects.get(pk=challenge.pk) if challenge else None


def _is_own(by: Participation, challenge: Challenge | None, owner: int | None) -> bool:
    return sight.is_own(challenge, by) if challenge else owner in {None, by.person_id}


def _told(*, offers: bool) -> str:
    if offers:
        return _("Offered. You can change or withdraw it at any time.")
    return _("Saved as a draft. You and the hosts can see it.")
