"""The page door of letters: writing to the people behind a good practice, and answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.dialogues import viewing
from polylogue.dialogues.views import saving
from polylogue.followup.letters import actions, reaching, reading
from polylogue.followup.letters.forms import LetterForm, ReplyForm
from polylogue.followup.models import Practice, Reply
from polylogue.followup.models.sight import accounts_of
from polylogue.followup.views import sight
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log import writer
from polylogue.log.intents import Intent, digest
from polylogue.people.models import User
from rooms import limits


@login_required
@require_GET
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """What arrived and what was sent; answers that stand here are not new any more."""
    return _letters(request, _person(request))


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter to the people behind a good practice that one may see."""
    seen, person = sight.of(request, pk), _person(request)
    if not reaching.recipients(seen.shown, person):
        raise reaching.Unreachable
    as_crew = not (seen.by and seen.by.is_disguised)
    form = LetterForm(person, request.POST or None)
    act = lambda: actions.write(pk, person, as_crew=as_crew, **form.said())  # noqa: E731
    if _done(request, form, seen.practice, act):
        messages.success(request, _("Your letter is on its way. The answer comes here."))
        return redirect("library:letters")
    context = {"form": form, "shown": seen.shown, "person": person}
    return render(request, "followup/letters/write.html", context, status=saving.status(form))


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes back, declines, or declines and wants no more of this sender."""
    person = _person(request)
    replies = Reply.objects.select_related("letter__practice__dialogue")
    reply = get_object_or_404(replies, pk=pk, person__in=accounts_of(person.pk))
    says = request.POST.get("says", "")
    form, act = _deed(request, pk, person, says)
    if _done(request, form, reply.letter.practice, act):
        messages.success(request, _told(says))
        return redirect("library:letters")
    return _letters(request, person, wrong=(pk, form))


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the people behind it: whether they can be written to."""
    person, is_reachable = _person(request), request.POST.get("reachable") == "yes"
    own = Practice.objects.filter(sources__author__in=accounts_of(person.pk)).distinct()
    practice = get_object_or_404(own.select_related("dialogue"), pk=pk)
    _run(request, practice, lambda: actions.choose(pk, person, is_reachable=is_reachable))
    said = _("You can be written to now.") if is_reachable else _("Nobody can write to you now.")
    messages.success(request, said)
    return redirect(practice)


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """The crew of the dialogue: whether letters come through."""
    by, on = sight.of(request, pk).by, request.POST.get("letters") == "stop"
    if by is None:
        raise Http404
    viewing.run(request, by, lambda part: actions.stop(pk, part, on=on))
    messages.success(request, _("Letters are stopped.") if on else _("Letters come through again."))
    return redirect("followup:practice", pk)


def _deed(
    request: HttpRequest, pk: int, person: User, says: str
) -> tuple[forms.Form, Callable[[], Any]]:
    """The form of an answer, and what is done once it makes sense."""
    if says in {"decline", "block"}:
        return forms.Form(request.POST), lambda: actions.decline(pk, person, block=says == "block")
    form = ReplyForm(person, request.POST, auto_id=f"id_{pk}_%s")
    return form, lambda: actions.answer(pk, person, **form.said())


def _letters(
    request: HttpRequest, person: User, *, wrong: tuple[int, forms.Form] | None = None
) -> HttpResponse:
    """`wrong`: an answer that could not be sent, with what is wrong with it."""
    received = reading.received(person)
    context = {"received": received, "sent": reading.sent(person), "wrong": wrong}
    page = render(
        request,
        "followup/letters/letters.html",
        context,
        status=saving.status(wrong[1]) if wrong else 200,
    )
    reading.look(person.pk)
    return page


def _done(
    request: HttpRequest, form: forms.Form, practice: Practice, act: Callable[[], Any]
) -> bool:
    """Whether the form was sent, makes sense and was done; else it says what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        _run(request, practice, act)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _run(request: HttpRequest, practice: Practice, act: Callable[[], Any]) -> None:
    """In the person's own name: it takes no part in the dialogue to write and to answer."""
    limits.spend(int(request.user.pk or 0))
    stream = practice.dialogue.stream_id
    writer.run(
        Intent(
            act=act,
            actor=int(request.user.pk or 0),
            streams=(stream,),
            lane=stream,
            key=viewing.key(request),
            digest=digest(viewing.said(request)),
        )
    )


def _told(says: str) -> str:
    return {
        "decline": _("You have declined. They learn no more than that."),
        "block": _("You have declined, and nothing from them will reach you any more."),
    }.get(says, _("Your answer is on its way."))


def _person(request: HttpRequest) -> User:
    return User.objects.get(pk=int(request.user.pk or 0))
