"""The page door of questions: the way to one from anywhere, and plain forms for all that can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chat.questions import commands, standing
from chat.questions.forms import ActForm, ArrangeForm, AskForm
from chat.questions.models import Answer
from chat.views.conversation import run
from polylogue.kit.refusals import Invalid
from rooms.commands import RoomCommand
from rooms.entrance import Visit, enter

Made = Callable[[int, int, dict[str, Any]], RoomCommand]

ACTS: dict[str, Made] = {
    "vote": lambda room, seq, said: commands.Vote(room, seq, on=True),
    "unvote": lambda room, seq, said: commands.Vote(room, seq, on=False),
    "correct": lambda room, seq, said: commands.Correct(room, seq, said["text"]),
    "withdraw": lambda room, seq, said: commands.Withdraw(room, seq),
    "answer": lambda room, seq, said: commands.Answer(room, seq, said["text"]),
    "answer_aloud": lambda room, seq, said: commands.AnswerAloud(room, seq),
    "reopen": lambda room, seq, said: commands.Reopen(room, seq),
    "approve": lambda room, seq, said: commands.Approve(room, seq),
    "dismiss": lambda room, seq, said: commands.Dismiss(room, seq, said["reason"]),
    "take_up": lambda room, seq, said: commands.TakeUp(room, seq),
    "put_down": lambda room, seq, said: commands.PutDown(room, seq),
}


@login_required
@require_POST
def arrange(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Opens or closes the room for questions."""
    visit = enter(request, slug, pk)
    form = _valid(ArrangeForm(request.POST))
    said = form.cleaned_data
    command = commands.Arrange(visit.room.stream_id, said["is_open"], said["reviewed"])
    run(visit, command, form)
    return redirect(f"{visit.room.get_absolute_url()}#side-questions")


@login_required
@require_POST
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks by a plain form; the same form sent twice is one question."""
    visit = enter(request, slug, pk)
    form = _valid(AskForm(request.POST))
    said = form.cleaned_data
    command = commands.Ask(visit.room.stream_id, said["text"], said["for_crew"])
    receipt = run(visit, command, form)
    return redirect(f"{visit.room.get_absolute_url()}#question-{receipt.seq}")


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def question(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """Leads to a question, or to the one that this answers; a form does something with it first."""
    visit = enter(request, slug, pk)
    seq = _asked(visit, seq)
    if request.method == "POST":
        form = _valid(ActForm(request.POST))
        act = ACTS.get(form.cleaned_data["do"])
        if act is None:
            raise Invalid
        run(visit, act(visit.room.stream_id, seq, form.cleaned_data), form)
    else:
        standing.found(visit.room, visit.by, seq)
    return redirect(f"{visit.room.get_absolute_url()}#question-{seq}")


def _asked(visit: Visit, seq: int) -> int:
    answers = Answer.objects.filter(stream=visit.room.stream_id, seq=seq)
    return answers.values_list("question", flat=True).first() or seq


def _valid(form: forms.Form) -> forms.Form:
    if not form.is_valid():
        raise Invalid(str(next(iter(form.errors.values()))[0]))
    return form
