"""The page of a room."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import actions, viewing
from polylogue.dialogues.cards import cards
from polylogue.dialogues.forms.people import AnnouncementForm
from polylogue.dialogues.policies import ANNOUNCE
from polylogue.kit.refusals import Invalid
from rooms import around, floor, greeting, panels, policies, steady
from rooms import blank as blanks
from rooms.entrance import Visit, enter


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    try:
        return render(request, "rooms/show.html", _page(request, slug, pk))
    except Http404:
        viewing.tell_removed(request, slug)
        raise


@login_required
@require_POST
def announce(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tells everyone in the dialogue, and goes back to the room."""
    visit = enter(request, slug, pk)
    visit.by.require(ANNOUNCE)
    form = AnnouncementForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(form.errors["text"][0]))
    viewing.run(request, visit.by, lambda by: actions.announce(by, **form.cleaned_data))
    return redirect(visit.room)


@login_required
@require_GET
@never_cache
def blank(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of no room in particular (rooms.blank)."""
    seen = blanks.visit(viewing.part_in(request, slug))
    dialogue = seen.room.dialogue.stream_id
    here = {"stream": blanks.STREAM, "epoch": blanks.EPOCH, "seq": 0}
    there = {"stream": dialogue, "epoch": "", "seq": 0}
    state = {**_state(seen), "announcement": None, "room_cursor": here, "dialogue_cursor": there}
    return render(request, "rooms/show.html", state)


def _page(request: HttpRequest, slug: str, pk: int) -> dict[str, Any]:
    """Everything a room page shows, with the cursors from which its socket continues."""
    room = enter(request, slug, pk).room
    streams = [room.stream_id, room.dialogue.stream_id]
    heads, state = steady.read(streams, lambda _: _state(enter(request, slug, pk)))
    here, dialogue = ({"stream": s, "epoch": heads[s].epoch, "seq": heads[s].seq} for s in streams)
    announced = state["announcement"]
    if announced and request.COOKIES.get(f"announcement_{streams[1]}") == str(announced["seq"]):
        state["announcement"] = None
    return {**state, "room_cursor": here, "dialogue_cursor": dialogue}


def _state(visit: Visit) -> dict[str, Any]:
    room, by = visit.room, visit.by
    place = greeting.place_of(by.person_id, room.dialogue_id)
    return {
        "room": room,
        "dialogue": room.dialogue,
        "by": by,
        "was": " ".join(str(pk) for pk in by.person.merged.values_list("pk", flat=True)),
        "card_json": json.dumps(cards(room.dialogue_id, [by.person_id])[by.person_id]),
        "is_now": visit.before is None,
        "place_seq": place.seq if place else 0,
        "blank_room": blanks.ROOM,
        "blank_stream": blanks.STREAM,
        "blank_title": blanks.TITLE,
        "may_raise_hand": by.may(policies.RAISE_HAND) and _is_open(visit),
        "may_lead": by.may(policies.LEAD_QUEUE) and _is_open(visit),
        "may_announce": by.may(ANNOUNCE) and not room.dialogue.is_archived,
        "announcement": around.announcement(room.dialogue, timezone.now()),
        "floor": floor.turns(room),
        "stage": panels.shown(visit),
        "side": panels.beside(visit),
        **around.shown(visit),
    }


def _is_open(visit: Visit) -> bool:
    return visit.room.is_open and not visit.room.dialogue.is_archived
