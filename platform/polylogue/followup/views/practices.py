"""The page of a good practice, and writing it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from chat.attachments.models import File
from chat.attachments.views import sealed
from polylogue.dialogues.models import Dialogue
from polylogue.dialogues.views import saving
from polylogue.followup import asking, drafts, reading, showing, sources, writing
from polylogue.followup.choices import Visibility
from polylogue.followup.forms import AnswerForm, PracticeForm
from polylogue.followup.models import Edition, Practice
from polylogue.followup.views import sight
from polylogue.kit.refusals import NotAllowed
from rooms import limits


@require_GET
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may see it, also without an account, as far as its authors opened it."""
    seen = sight.of(request, pk)
    practice: Any = seen.practice
    context = {
        "shown": seen.shown,
        "practice": practice,
        "by": seen.by,
        "parts": showing.parts(seen.shown.edition),
        "files": _files(seen.shown.edition),
        "quoted": reading.quoted(practice, seen.by),
        "visibility": Visibility(practice.visibility).label,
        "open_to": Visibility(practice.open_to).label,
    }
    return render(request, "followup/practice.html", context | _for_authors(request, seen))


@require_GET
@never_cache
def edition(request: HttpRequest, pk: int) -> JsonResponse:
    """Which edition the person sees now; an open page asks, and goes when there is none any more."""
    return JsonResponse({"edition": sight.of(request, pk).shown.edition.number})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    seen = sight.of(request, pk)
    if seen.by is None or not seen.shown.is_inside:
        raise Http404
    if not writing.may_write(seen.practice, seen.by):
        raise NotAllowed
    if request.method == "POST":
        limits.spend(seen.by.person_id)
    form = form_of(seen.practice, request.POST or None)
    act = lambda by: writing.change(pk, by, seen=form.cleaned_data["seen"], **form.said())  # noqa: E731
    stored = lambda: form_of(Practice.objects.get(pk=pk))  # noqa: E731
    if saving.saved(request, form, seen.by, act, reach=True, stored=stored):
        messages.success(request, _("Saved."))
        return redirect("followup:practice", pk)
    context = {"form": form, "shown": seen.shown, "practice": seen.practice, "by": seen.by}
    return render(request, "followup/edit.html", context, status=saving.status(form))


@login_required
@require_GET
@never_cache
def editions(request: HttpRequest, pk: int) -> HttpResponse:
    """What it said before, for those who write it."""
    seen = sight.of(request, pk)
    if seen.by is None or not seen.shown.is_inside:
        raise Http404
    if not writing.may_read_editions(seen.practice, seen.by):
        raise NotAllowed
    found = Edition.objects.filter(practice=pk).select_related("written_by").order_by("-number")
    told = [(edition, showing.parts(edition)) for edition in found]
    context = {"editions": told, "shown": seen.shown, "practice": seen.practice, "by": seen.by}
    return render(request, "followup/editions.html", context)


@require_GET
@never_cache
def file(request: HttpRequest, pk: int, file: uuid.UUID) -> HttpResponse:
    """An attachment of the edition that the person sees, as long as its message stands."""
    seen = sight.of(request, pk)
    for found in _files(seen.shown.edition):
        if found.pk == file:
            return sealed(found, found.content, found.media_type)
    raise Http404


def form_of(
    practice: Practice, said: Any = None, *, files: list[File] | None = None
) -> PracticeForm:
    """The form with what the newest edition says, and where the log of the dialogue stands."""
    edition = Edition.objects.get(practice=practice, number=practice.edition)
    dialogue = Dialogue.objects.select_related("stream").get(pk=practice.dialogue_id)
    there = files or drafts.files_of(sources.places(practice.sources.all()))
    initial = drafts.content(edition) | {
        "attachments": edition.files,
        "seen": dialogue.stream.head,
        "visibility": practice.visibility,
    }
    return PracticeForm(said, instance=Edition(practice=practice), initial=initial, files=there)


def _files(edition: Edition) -> list[File]:
    """Those of its files whose messages still stand, in their order."""
    standing = sources.standing_files(edition)
    return [standing[one] for one in drafts.file_ids(edition) if one in standing]


def _for_authors(request: HttpRequest, seen: sight.Sight) -> dict[str, Any]:
    """What those who write it, and those whose words it holds, see besides."""
    practice: Any = seen.practice
    if not seen.shown.is_inside:
        return {}
    told: dict[str, Any] = {"standings": reading.standings(practice)}
    if seen.by:
        told["may_write"] = writing.may_write(practice, seen.by)
        told["may_unpin"] = told["may_write"] and writing.is_crews(practice, seen.by)
        told["may_read_editions"] = writing.may_read_editions(practice, seen.by)
    if practice.is_own:
        person = int(request.user.pk or 0)
        naming = asking.suggested_naming(practice, person)
        told["consents"] = reading.consents_of(practice, person)
        told["answer_form"] = AnswerForm(initial={"naming": naming})
        told["rule"] = asking.own_rule(practice, person)
    return told
