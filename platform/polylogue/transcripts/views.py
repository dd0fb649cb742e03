"""The page door of transcripts: what there is, the files, and who was given which."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import intents, policies, viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.transcripts import actions, describing, queries, streaming
from polylogue.transcripts.formats import FORMATS
from polylogue.transcripts.models import Download
from rooms.models import Room


@login_required
@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT)
    shown = {
        "by": by,
        "places": queries.places(by.dialogue),
        "exports": describing.told(queries.exports(by), by.dialogue),
        "register": describing.registered(queries.register(by.dialogue), by.dialogue),
    }
    return render(request, "transcripts/show.html", shown)


@login_required
@require_POST
def download(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Each request is a download of its own: what has been said since is in the next one."""
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT)
    room, format = _room(request, by), request.POST.get("format", "")
    if format not in FORMATS:
        raise Invalid
    receipt = intents.run_as(
        by.dialogue,
        by.person,
        lambda part: actions.download_transcript(part, room=room, format=format),
        key=str(uuid.uuid4()),
        content=None,
    )
    registered = Download.objects.select_related("dialogue", "room").get(pk=receipt.result)
    return streaming.response(request, registered)


def _room(request: HttpRequest, by: Participation) -> Room | None:
    """The room that the form names; none for the whole dialogue."""
    number = request.POST.get("room", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Invalid
    return get_object_or_404(Room, dialogue=by.dialogue, pk=number)
