"""The page door of polls: they are read, prepared and voted on without a script too."""

from __future__ import annotations

import csv
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat.polls import actions, commands, doing, export, panels, policies, showing
from chat.polls.forms import PollForm
from chat.polls.models import Poll
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log.intents import Receipt
from rooms.commands import RoomCommand
from rooms.entrance import Visit, enter


@login_required
@require_GET
@never_cache
def panel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The polls of a room, as a page, or as the fragment beside the conversation."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE)
    context = _context(visit, panel=panels.side(visit))
    is_fragment = getattr(request, "htmx", False)
    return render(request, "polls/_list.html" if is_fragment else "polls/list.html", context)


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """One poll, named by the entry that opened it; for the crew with who voted what, if it says so."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE)
    poll = Poll.objects.filter(stream=visit.room.stream_id, seq=seq, forgotten_at=None).first()
    if poll is None:
        raise NotFound
    (shown,) = showing.shown([poll], visit.by)
    may_vote = panels.may(visit, policies.VOTE)
    names = export.names(poll, visit.by)
    context = _context(visit, poll=shown, may_vote=may_vote, names=names)
    return render(request, "polls/show.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = enter(request, slug, pk)
    visit.by.require(policies.LEAD)
    form = PollForm(request.POST or None)
    if _saved(request, form, visit, commands.DraftPoll):
        return redirect(f"{visit.room.get_absolute_url()}#polls")
    return _form_page(request, visit, form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, pk: int, poll: int) -> HttpResponse:
    visit = enter(request, slug, pk)
    visit.by.require(policies.LEAD)
    found = actions.find(visit.room, poll)
    if not found.is_draft:
        return redirect("polls:show", slug, pk, found.seq)
    form = PollForm(request.POST or None, initial=PollForm.initially(found))
    if _saved(request, form, visit, commands.ChangeDraft, poll=poll):
        return redirect(f"{visit.room.get_absolute_url()}#polls")
    return _form_page(request, visit, form, draft=found)


@login_required
@require_POST
def do(request: HttpRequest, slug: str, pk: int, poll: int) -> HttpResponse:
    """What a button of the crew asks for: open, close, extend, copy, delete."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.LEAD)
    command, args = doing.asked(request)
    doing.perform(request, visit, command, poll=poll, **args)
    return redirect(f"{visit.room.get_absolute_url()}#polls")


@login_required
@require_POST
def vote(request: HttpRequest, slug: str, pk: int, poll: int) -> HttpResponse:
    """A vote by a plain form."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.VOTE)
    choices = [doing.number(text) for text in request.POST.getlist("choice")]
    if not choices:
        raise Invalid
    found = actions.find(visit.room, poll)
    command = commands.CastBallot if found.is_anonymous else commands.CastVote
    doing.perform(request, visit, command, poll=poll, choices=choices)
    return redirect(f"{visit.room.get_absolute_url()}#poll-{poll}")


@login_required
@require_GET
@never_cache
def download(request: HttpRequest, slug: str, pk: int, poll: int) -> HttpResponse:
    """The results as a table, for the crew; with who voted what, if the poll says so."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE_VOTES)
    found = actions.find(visit.room, poll)
    if found.is_draft or found.forgotten_at:
        raise NotFound
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"poll-{poll}.csv") or ""
    response.write("\ufeff")
    csv.writer(response).writerows(export.table(found, visit.by))
    return response


@require_GET
def anonymous(request: HttpRequest) -> HttpResponse:
    """What an anonymous poll promises, in plain words."""
    return render(request, "polls/anonymous.html")


def _saved(
    request: HttpRequest, form: PollForm, visit: Visit, command: type[RoomCommand], **args: Any
) -> Receipt | None:
    """The receipt, if the form was sent and its poll is kept; else the form says what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        said = msgspec.to_builtins(form.particulars())
        return doing.perform(request, visit, command, particulars=said, **args)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _form_page(
    request: HttpRequest, visit: Visit, form: PollForm, draft: Poll | None = None
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "polls/edit.html", _context(visit, form=form, draft=draft), status=status
    )


def _context(visit: Visit, **more: Any) -> dict[str, Any]:
    return {"room": visit.room, "dialogue": visit.room.dialogue, "by": visit.by, **more}
