"""What one contributes: challenges, kept as they are typed, and what one has experience with."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from breakout.challenges import bringing, drafting, forms, policies, reading, writing
from breakout.challenges.models import Challenge
from breakout.challenges.views import editing
from polylogue.dialogues import intents, viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import Invalid, NotAllowed
from polylogue.log import writer
from polylogue.log.intents import Intent
from rooms import limits


@login_required
@require_GET
@never_cache
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """My contribution: my challenges, and what I bring."""
    by = viewing.part_in(request, slug)
    if not by.may(policies.CONTRIBUTE):
        raise NotAllowed
    return _mine(request, by, _bring_form(by))


@login_required
@require_POST
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    form = _bring_form(by, request.POST)
    act = lambda by: bringing.say(  # noqa: E731
        by, topics=form.all_topics(), sentence=form.cleaned_data["sentence"]
    )
    if saving.saved(request, form, by, act):
        messages.success(request, _("Saved. Thank you: your group will know what to ask you."))
        return redirect("challenges:mine", slug)
    by.require(policies.CONTRIBUTE)
    return _mine(request, by, form)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A new challenge; with `?for=` (the number of a participation) a lead writes for somebody else."""
    by = viewing.part_in(request, slug)
    owner = _owner(request, by)
    drafting.require_may_write(by, None, owner)
    return editing.edited(request, by, None, owner)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    return editing.edited(request, by, drafting.editable(pk, by))


@login_required
@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps what is typed, for whoever types it; answers where it can be thrown away no more."""
    by = viewing.part_in(request, slug)
    limits.spend(by.person_id)
    said, sent = forms.typed(request.POST), request.POST
    challenge, owner = editing.about(request)
    names = {"page": _name(sent.get("page", "")), "after": _name(sent.get("after", ""))}
    seen = editing.number(sent.get("seen", "")) or 0

    def act() -> None:
        part = intents.participant(by.dialogue_id, by.person_id).seen(disguised=by.is_disguised)
        drafting.keep(part, said, challenge=challenge, owner=owner, seen=seen, **names)

    stream = by.dialogue.stream_id
    # Kept again and again: no answer is kept, and the same text twice changes nothing.
    writer.run(
        Intent(act=act, actor=by.person_id, streams=(stream,), lane=stream, key=viewing.key(request),
               secret=True)
    )  # fmt: skip
    return JsonResponse({"kept": True})


@login_required
@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throws away what was typed and not saved."""
    by = viewing.part_in(request, slug)
    challenge, owner = editing.about(request)
    drafting.require_may_write(by, challenge, owner)
    viewing.run(request, by, lambda by: drafting.drop(by, challenge=challenge, owner=owner))
    messages.success(request, _("What was not saved is thrown away."))
    if challenge is None:
        return redirect("challenges:mine", slug)
    return redirect(reverse("challenges:edit", args=[slug, challenge]))


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, lambda by: writing.withdraw(by, challenge=pk))
    messages.success(request, _("Withdrawn. It can be offered again at any time."))
    return redirect("challenges:show", slug, pk)


def _mine(request: HttpRequest, by: Participation, form: forms.BringForm) -> HttpResponse:
    own = Challenge.objects.filter(dialogue=by.dialogue).of(by.person_id)
    context = {
        "by": by,
        "cards": reading.shown(own.select_related("dialogue").order_by("-pk")),
        "draft": drafting.of(by),
        "form": form,
        "brings": bringing.of(by.dialogue, by.person_id),
    }
    return render(request, "challenges/mine.html", context, status=saving.status(form))


def _bring_form(by: Participation, sent: Any = None) -> forms.BringForm:
    said = bringing.of(by.dialogue, by.person_id)
    initial = forms.split(said.topics, by) | {"sentence": said.sentence} if said else {}
    return forms.BringForm(sent, by=by, initial=initial)


def _owner(request: HttpRequest, by: Participation) -> int | None:
    """Whose challenge it is to be, if not the person's own; 404 for whoever does not take part."""
    text = request.GET.get("for", "")
    if not text:
        return None
    parts = by.dialogue.participations.active()
    found = parts.filter(pk=editing.number(text) or 0).first()
    if found is None:
        raise Http404
    return int(found.person_id)


def _name(text: str) -> str:
    """What a page calls itself; raises Invalid for what no page of ours does."""
    try:
        return str(uuid.UUID(text)) if text else ""
    except ValueError:
        raise Invalid from None
