"""What a person is asked about their words, and what they say: in the browser, with or without an account."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.dialogues.intents import every_stream
from polylogue.followup import answering, reading
from polylogue.followup.forms import AnswerForm
from polylogue.followup.models import Practice
from polylogue.followup.models.sight import accounts_of
from polylogue.kit.refusals import Invalid
from polylogue.log import writer
from polylogue.log.intents import Intent, digest
from polylogue.people.models import User
from rooms import limits


@login_required
@require_GET
@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    """All good practices with words of the person, in all dialogues: open questions first."""
    found = reading.asked(_person(request))
    return render(request, "followup/asked.html", {"asked": found, "key": uuid.uuid4()})


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Consents, refuses or withdraws, and says what holds now."""
    person = _person(request)
    limits.spend(person.pk)
    # To others it does not exist: nothing is locked for them, and no answer of a form tells that it does.
    own = Practice.objects.filter(sources__author__in=accounts_of(person.pk), pk=pk)
    practice = own.select_related("dialogue").first()
    if practice is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Invalid
    said = form.cleaned_data
    intent = Intent(
        act=lambda: _act(pk, person, said),
        actor=person.pk,
        streams=every_stream(practice.dialogue),
        lane=practice.dialogue.stream_id,
        key=viewing.key(request),
        digest=digest(viewing.said(request)),
    )
    writer.run(intent)
    messages.success(request, _told(said["says"]))
    return redirect("followup:asked")


def _act(pk: int, person: User, said: dict[str, object]) -> None:
    if said["says"] == "withdraw":
        answering.withdraw(pk, person)
        return
    edition, visibility = int(str(said["edition"] or 0)), str(said["visibility"])
    if said["says"] == "give":
        naming = str(said["naming"])
        answering.give(pk, person, edition=edition, visibility=visibility, naming=naming)
    else:
        answering.refuse(pk, person, edition=edition, visibility=visibility)


def _told(says: str) -> str:
    return {
        "give": _("Thank you. You can take this back here at any time."),
        "refuse": _("Thank you for your answer. It stays in the room."),
        "withdraw": _("You have taken your consent back. It is seen in its room alone again."),
    }[says]


def _person(request: HttpRequest) -> User:
    return User.objects.get(pk=int(request.user.pk or 0))
