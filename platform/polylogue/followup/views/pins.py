"""Pinning from a room: the panel's form, and the same as a page; taking pins away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chat.models import Message
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving
from polylogue.followup import (
    drafts,
    pinning,
    policies,
    prefill,
    reading,
    showing,
    sources,
    writing,
)
from polylogue.followup.choices import Visibility
from polylogue.followup.forms import PracticeForm
from polylogue.followup.models import Edition, Practice
from polylogue.followup.views import sight
from polylogue.followup.views.practices import form_of
from polylogue.kit.refusals import Invalid, NotFound
from rooms import limits
from rooms.entrance import Visit, enter


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def pin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`?message=` (several, by seq) become a new good practice, or part of `?practice=`.

    With `?part` it answers with the form alone, for the panel of the room.
    """
    visit = enter(request, slug, pk)
    visit.by.require(policies.PIN)
    said = _messages(request, visit)
    practice = _chosen(request, visit.by)
    form = _form(request, visit, said, practice)
    if receipt := saving.saved(
        request, form, visit.by, _deed(form, sources.places(said), practice), reach=True
    ):
        return _saved(request, practice.pk if practice else int(receipt.result))
    shown = {
        "form": form,
        "room": visit.room,
        "by": visit.by,
        "dialogue": visit.by.dialogue,
        "quoted": said,
        "practice": practice,
        "others": _others(visit.by),
        "is_part": "part" in request.GET,
    }
    template = "followup/_pin.html" if "part" in request.GET else "followup/pin.html"
    return render(request, template, shown, status=saving.status(form))


@login_required
@require_POST
def unpin(request: HttpRequest, pk: int) -> HttpResponse:
    by = _part(request, pk)
    viewing.run(request, by, lambda by: pinning.unpin(pk, by), reach=True)
    messages.success(request, _("The pin is taken away. Nobody sees this good practice any more."))
    return redirect("followup:in_dialogue", by.dialogue.slug)


@login_required
@require_POST
def take_out(request: HttpRequest, pk: int, source: int) -> HttpResponse:
    by = _part(request, pk)
    viewing.run(request, by, lambda by: pinning.take_out(pk, by, source=source), reach=True)
    text = _("The message is taken out. Please read the text again and save it.")
    messages.success(request, text)
    return redirect("followup:practice", pk)


def _part(request: HttpRequest, pk: int) -> Participation:
    by = sight.of(request, pk).by
    if by is None:
        raise Http404
    return by


def _messages(request: HttpRequest, visit: Visit) -> list[Message]:
    """The messages to pin, in the order of the room; raises a Refusal for one that is not there."""
    seqs = {_number(text) for text in request.GET.getlist("message")}
    found = Message.objects.filter(stream=visit.room.stream_id, seq__in=seqs).order_by("seq")
    standing = [message for message in found.select_related("author") if not message.is_gone]
    if not seqs or len(standing) < len(seqs):
        raise NotFound(_("This message is not there any more: it cannot be pinned."))
    return standing


def _chosen(request: HttpRequest, by: Participation) -> Practice | None:
    """The good practice that the messages are added to."""
    text = request.GET.get("practice", "")
    if not text:
        return None
    found = reading.in_dialogue(by).filter(pk=_number(text)).first()
    if found is None or not writing.may_write(found, by):
        raise NotFound
    practice: Practice = found
    return practice


def _form(
    request: HttpRequest, visit: Visit, said: list[Message], practice: Practice | None
) -> PracticeForm:
    files = drafts.files_of(sources.places(said))
    if practice is None:
        initial = prefill.prefilled(said) | {
            "visibility": Visibility.ROOM,
            "seen": 0,
            "attachments": [str(file.pk) for file in files],
        }
        return PracticeForm(request.POST or None, instance=Edition(), initial=initial, files=files)
    there = drafts.files_of(sources.places([*practice.sources.all(), *said]))
    form = form_of(practice, request.POST or None, files=there)
    for name, text in prefill.distributed(message.text for message in said).items():
        form.initial[name] = "\n\n".join(filter(None, (form.initial[name], text)))
    return form


def _deed(form: PracticeForm, places: list[tuple[int, int]], practice: Practice | None) -> Any:
    def act(by: Participation) -> int:
        limits.spend(by.person_id)
        if practice is None:
            return pinning.pin(by, places, **form.said())
        seen = form.cleaned_data["seen"]
        writing.change(practice.pk, by, seen=seen, add=places, **form.said())
        return practice.pk

    return act


def _saved(request: HttpRequest, pk: int) -> HttpResponse:
    practice = Practice(pk=pk)
    if "part" in request.GET:
        return render(request, "followup/_saved.html", {"practice": practice}, status=201)
    messages.success(request, _("Pinned as a good practice."))
    return redirect(practice)


def _others(by: Participation) -> list[showing.Shown]:
    """Good practices that a message can be added to."""
    found = [one for one in reading.in_dialogue(by) if writing.is_crews(one, by)]
    return showing.shown(found)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid
    return int(text)
