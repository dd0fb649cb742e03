"""What is new for a person: the inbox, the counts beside rooms, and whom they can speak to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chat import mentions, policies, unread
from chat.inbox import Inbox
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.policy import Role
from polylogue.kit import instants
from rooms.entrance import enter


@login_required
@require_GET
@never_cache
def inbox(request: HttpRequest, slug: str) -> HttpResponse:
    """What concerns the person, newest first; what they have seen here is not new any more."""
    by = viewing.part_in(request, slug)
    mine, now = Inbox(by), timezone.now()
    items, earlier = mine.page(instants.moment(request.GET.get("before", "")))
    further = instants.number(earlier) if earlier else None
    shown = {"by": by, "items": mine.shown(items), "earlier": further}
    answer = render(request, "chat/inbox.html", shown)
    mine.look(now)
    return answer


@login_required
@require_GET
@never_cache
def counts(request: HttpRequest, slug: str) -> JsonResponse:
    """Unread messages by room, and how much is new in the inbox."""
    return JsonResponse(unread.news(viewing.part_in(request, slug)))


@login_required
@require_GET
@never_cache
def names(request: HttpRequest, slug: str, pk: int) -> JsonResponse:
    """Whom one can speak to in a room by `@`: roles, then people by name."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.POST)
    people = sorted(mentions.in_room(visit.room), key=lambda p: p.person.display_name.casefold())
    others = [_person(part) for part in people if part.person_id != visit.by.person_id]
    return JsonResponse({"names": [*_roles(visit.by), *others]})


def _person(part: Participation) -> dict[str, Any]:
    person = part.person
    return {"person": person.pk, "name": person.display_name, "note": person.city}


def _roles(by: Participation) -> list[dict[str, Any]]:
    notes = {
        Role.FACILITATOR: _("all facilitators"),
        Role.MODERATOR: _("all moderators"),
        Role.STAFF: _("the staff of this dialogue"),
        mentions.EVERYONE: _("everyone who can read here"),
    }
    offered = mentions.HANDLES.items()
    return [
        {"role": role, "name": handle, "note": notes[role]}
        for handle, role in offered
        if role != mentions.EVERYONE or by.may(policies.CALL_EVERYONE)
    ]
