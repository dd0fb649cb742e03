"""The way in: all my dialogues, and a new one."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from polylogue.dialogues import actions, viewing
from polylogue.dialogues.forms.particulars import DialogueForm
from polylogue.dialogues.models import Dialogue
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import NotAllowed, Refusal
from polylogue.log import writer
from polylogue.log.intents import Intent, digest
from polylogue.people.models import User


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    found = Dialogue.objects.visible_to(request.user)
    shelves = shelved(list(found), timezone.localdate())
    return render(
        request, "dialogues/mine.html", {"shelves": shelves, "any": any(shelves.values())}
    )


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise NotAllowed
    form = DialogueForm(
        request.POST or None, initial={"seen": 0, "time_zone": timezone.get_current_timezone_name()}
    )
    if request.method == "POST" and form.is_valid() and (slug := _created(request, form)):
        messages.success(request, _("Your dialogue is set up. Next: its programme."))
        return redirect("dialogues:programme", slug)
    return render(request, "dialogues/create.html", {"form": form}, status=saving.status(form))


def shelved(dialogues: list[Dialogue], today: date) -> dict[str, list[Dialogue]]:
    """On now, coming (the nearest first), and over or archived."""
    shelves: dict[str, list[Dialogue]] = {"now": [], "coming": [], "past": []}
    for dialogue in dialogues:
        shelves[_shelf(dialogue, today)].append(dialogue)
    shelves["coming"].reverse()
    return shelves


def _shelf(dialogue: Dialogue, today: date) -> str:
    if dialogue.is_archived or dialogue.ends_on < today:
        return "past"
    return "coming" if dialogue.starts_on > today else "now"


def _created(request: HttpRequest, form: DialogueForm) -> str:
    """The slug of the new dialogue, or "" when the form says why there is none."""
    person = cast("User", request.user)
    said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
    intent = Intent(
        act=lambda: actions.create_dialogue(person, **said).slug,
        actor=person.pk,
        streams=(),
        lane=0,
        key=viewing.key(request),
        digest=digest(viewing.said(request)),
    )
    try:
        return str(writer.run(intent).result)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return ""
