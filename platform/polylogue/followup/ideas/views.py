"""The pages of project ideas: the list, one of them, its editions, making and writing it."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.views import saving
from polylogue.followup import policies
from polylogue.followup.ideas import exporting, reading, wording, writing
from polylogue.followup.ideas.forms import IdeaForm
from polylogue.followup.models import Idea, IdeaEdition
from polylogue.kit.refusals import NotAllowed
from polylogue.people.models import User
from rooms import limits
from whiteboard.pieces import Piece


@login_required
@require_GET
@never_cache
def all_(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE_IDEAS)
    context = {"by": by, "ideas": reading.in_dialogue(by)}
    return render(request, "followup/ideas/all.html", context)


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by, idea = _seen(request, slug, pk)
    (shown,) = reading.shown([idea])
    context = {
        "by": by,
        "shown": shown,
        "parts": wording.parts(shown.edition),
        "behind": reading.behind(idea, by),
        "may_write": writing.may_write(by, *writing.writers_of(idea)),
    }
    return render(request, "followup/ideas/show.html", context)


@login_required
@require_GET
@never_cache
def editions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who wrote what and when, the newest first."""
    by, idea = _seen(request, slug, pk)
    found = IdeaEdition.objects.filter(idea=idea).select_related("written_by").order_by("-number")
    (shown,) = reading.shown([idea])
    told = [(edition, wording.parts(edition)) for edition in found]
    context = {"by": by, "shown": shown, "editions": told}
    return render(request, "followup/ideas/editions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def make(request: HttpRequest, slug: str, board: int, piece: str) -> HttpResponse:
    """A card becomes a project idea; if it is one already, this leads there."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE_IDEAS)
    found, card = writing.card_of(by, board, piece)
    there = Idea.objects.filter(board=found, piece=piece).select_related("dialogue").first()
    if there is not None:
        messages.info(request, _("This card is a project idea already."))
        return redirect(there)
    if not writing.may_write(by, card.by):
        raise NotAllowed
    city = User.objects.get(pk=card.by).city
    initial = wording.begun(_words(card)) | {"city": city, "seen": 0}
    form = IdeaForm(request.POST or None, instance=IdeaEdition(), initial=initial)

    def act(by: Participation) -> int:
        limits.spend(by.person_id)
        return writing.make(by, board, piece, fields=form.said())

    if receipt := saving.saved(request, form, by, act, reach=True):
        messages.success(request, _("The card is a project idea now."))
        return redirect("ideas:show", slug, int(receipt.result))
    context = {"by": by, "form": form, "board": found, "card": card}
    return render(request, "followup/ideas/make.html", context, status=saving.status(form))


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by, idea = _seen(request, slug, pk)
    if not writing.may_write(by, *writing.writers_of(idea)):
        raise NotAllowed
    form = _form(idea, request.POST or None)

    def act(by: Participation) -> None:
        limits.spend(by.person_id)
        writing.change(pk, by, fields=form.said(), seen=form.cleaned_data["seen"])

    stored = lambda: _form(Idea.objects.get(pk=pk))  # noqa: E731
    if saving.saved(request, form, by, act, reach=True, stored=stored):
        messages.success(request, _("Saved."))
        return redirect(idea)
    context = {"by": by, "form": form, "idea": idea}
    return render(request, "followup/ideas/edit.html", context, status=saving.status(form))


@login_required
@require_GET
@never_cache
def table(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT_IDEAS)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"project-ideas-{by.dialogue.slug}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    csv.writer(response).writerows(exporting.table(reading.in_dialogue(by)))
    return response


def _seen(request: HttpRequest, slug: str, pk: int) -> tuple[Participation, Idea]:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE_IDEAS)
    return by, writing.visible(pk, by)


def _form(idea: Idea, said: Any = None) -> IdeaForm:
    """The form with what the newest edition says, and where the log of the dialogue stands."""
    edition = IdeaEdition.objects.get(idea=idea, number=idea.edition)
    dialogue = Dialogue.objects.select_related("stream").get(pk=idea.dialogue_id)
    initial: dict[str, Any] = {**wording.content(edition), "seen": dialogue.stream.head}
    return IdeaForm(said, instance=IdeaEdition(idea=idea), initial=initial)


def _words(card: Piece) -> dict[str, str]:
    said = card.fields.items()
    return {name: text for name, text in said if isinstance(text, str) and name != "colour"}
