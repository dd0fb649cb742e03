"""The page door of the conversation: earlier messages, and writing without a script."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chat import history
from chat.commands import PostMessage
from chat.forms import MessageForm
from polylogue.kit.refusals import Invalid
from polylogue.log import reading, writer
from polylogue.log.intents import Receipt
from rooms import commands, limits
from rooms.entrance import Visit, enter


@login_required
@require_GET
@never_cache
def earlier(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lines of the log before `?before=`, as a fragment that tells up to where it is current."""
    visit = enter(request, slug, pk)
    stream = visit.room.stream_id
    head = reading.heads([stream])[stream]
    limit = history.MOST if request.GET.get("more") else history.PAGE
    page = history.page(visit.room, visit.by, to=head.seq, before=visit.before, limit=limit)
    context = {
        "page": page,
        "room": visit.room,
    }
    response = render(request, "chat/_lines.html", context)
    response["Polylogue-Head"] = str(head.seq)
    return response


@login_required
@require_POST
def post(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Posts a message by a plain form; the same form sent twice is one message."""
    visit = enter(request, slug, pk)
    form = written(request)
    command = PostMessage(stream=visit.room.stream_id, text=form.cleaned_data["text"])
    receipt = run(visit, command, form)
    return redirect(f"{visit.room.get_absolute_url()}#message-{receipt.seq}")


def written(request: HttpRequest) -> MessageForm:
    """The form that was sent; raises Invalid if it says nothing."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(next(iter(form.errors.values()))[0]))
    return form


def run(visit: Visit, command: commands.RoomCommand, form: Form) -> Receipt:
    """Does the command that a form stands for, once for its key."""
    limits.spend(visit.by.person_id)
    intent = commands.intent(
        command,
        key=form.cleaned_data["key"] or str(uuid.uuid4()),
        person=visit.by.person_id,
        dialogue=visit.by.dialogue_id,
        lane=visit.by.dialogue.stream_id,
        disguised=visit.by.is_disguised,
    )
    return writer.run(intent)
