"""Staff arrange the rooms of a dialogue."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import Invalid, NotFound
from rooms import actions, policies
from rooms.forms import NewRoomForm, RoomForm
from rooms.models import Room

STEPS = {"up": -1, "down": 1}


@login_required
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.ARRANGE)
    form = NewRoomForm(request.POST or None)
    if saving.saved(
        request, form, by, lambda by: actions.add_room(by, **form.cleaned_data).pk, reach=True
    ):
        messages.success(request, _("The room is open."))
        return redirect("rooms:arrange", slug)
    rooms = Room.objects.filter(dialogue=by.dialogue).select_related("dialogue")
    context = {"by": by, "form": form, "rooms": rooms}
    return render(request, "rooms/arrange.html", context, status=saving.status(form))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.ARRANGE)
    form = _form(by, pk, request.POST or None)
    if saving.saved(
        request,
        form,
        by,
        lambda by: actions.change_room(_room(by, pk), by, **form.cleaned_data),
        reach=True,
        stored=lambda: _form(by, pk),
    ):
        messages.success(request, _("Saved."))
        return redirect("rooms:arrange", slug)
    context = {"by": by, "form": form, "room": _room(by, pk)}
    return render(request, "rooms/arrange_room.html", context, status=saving.status(form))


@login_required
@require_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    places = STEPS.get(request.POST.get("to", ""))
    if places is None:
        raise Invalid
    return _run(request, slug, lambda by: actions.move_room(_room(by, pk), by, places=places))


@login_required
@require_POST
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _run(request, slug, lambda by: actions.close_room(_room(by, pk), by))


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _run(request, slug, lambda by: actions.reopen_room(_room(by, pk), by))


def _run(request: HttpRequest, slug: str, act: Callable[[Participation], None]) -> HttpResponse:
    viewing.run(request, viewing.part_in(request, slug), act, reach=True)
    return redirect("rooms:arrange", slug)


def _room(by: Participation, pk: int) -> Room:
    found = Room.objects.select_related("dialogue").filter(dialogue=by.dialogue_id, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def _form(by: Participation, pk: int, said: QueryDict | None = None) -> RoomForm:
    room = get_object_or_404(
        Room.objects.select_related("dialogue__stream"), dialogue=by.dialogue_id, pk=pk
    )
    here = {"title": room.title, "purpose": room.purpose, "rule": room.rule}
    return RoomForm(said, initial={**here, "seen": room.dialogue.stream.head})
