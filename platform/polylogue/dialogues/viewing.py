"""Through whose eyes a person sees a dialogue: their own, or, to check, a participant's.

The disguise lives in the session; pages ask for it, and a socket learns it when it opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest

from polylogue.dialogues import actions, intents
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.log.intents import Receipt

DISGUISES = "dialogues_seen_as_participant"
KEY = re.compile(r"[A-Za-z0-9_.:-]{16,64}")


def part_in(request: HttpRequest, slug: str) -> Participation:
    """The person's part in the dialogue, with the rights the pages show; 404 for whoever has none."""
    active = Participation.objects.active().select_related("dialogue__stream", "person")
    part: Participation | None = active.filter(dialogue__slug=slug, person=request.user.pk).first()
    if part is None:
        raise Http404
    return part.seen(disguised=is_disguised(request.session, slug))


def tell_removed(request: HttpRequest, slug: str) -> None:
    """Raises why, for somebody who was removed from the dialogue: they know that it is there."""
    parts = Participation.objects.select_related("dialogue", "person")
    part = parts.filter(dialogue__slug=slug, person=request.user.pk).first()
    if part is not None and part.was_removed:
        actions.refuse_removed(part)


def disguise(request: HttpRequest, slug: str, *, on: bool) -> None:
    """Has this browser show the dialogue as a participant sees it, or ends that."""
    others = [kept for kept in _disguises(request.session) if kept != slug]
    request.session[DISGUISES] = [*others, slug] if on else others


def is_disguised(session: SessionBase, slug: str) -> bool:
    """Whether this browser shows the dialogue as a participant sees it."""
    return slug in _disguises(session)


def is_disguised_anywhere(session: SessionBase) -> bool:
    """The same of any dialogue, for a page that shows several."""
    return bool(_disguises(session))


def run(
    request: HttpRequest,
    by: Participation,
    act: Callable[[Participation], Any],
    *,
    reach: bool = False,
) -> Receipt:
    """Does what a form asks, once, in the person's name and with no more rights than the page shows."""

    def shown(part: Participation) -> Any:
        return act(part.seen(disguised=by.is_disguised))

    return intents.run_as(
        by.dialogue, by.person, shown, key=key(request), content=said(request), reach=reach
    )


def key(request: HttpRequest) -> str:
    """The form's own key, which makes sending it twice harmless; raises Invalid without one."""
    sent = request.POST.get("key", "")
    if not KEY.fullmatch(sent):
        raise Invalid
    return sent


def said(request: HttpRequest) -> list[Any]:
    """What a form says, without the key and the token that it says it with."""
    fields = dict(request.POST.lists())
    return [
        request.path,
        sorted(item for item in fields.items() if item[0] not in {"key", "csrfmiddlewaretoken"}),
    ]


def _disguises(session: SessionBase) -> list[str]:
    return list(session.get(DISGUISES, []))
