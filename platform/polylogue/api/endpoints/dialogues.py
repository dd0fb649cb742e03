"""Dialogues, their programme, and who takes part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from polylogue.api import calls, policies, schemas
from polylogue.api.door import Bearer, answers, api, part_in, parts, token_of
from polylogue.api.schemas import After, Limit, Slug
from polylogue.api.scopes import Scope
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Participation

FACTS = (
    "slug",
    "title",
    "summary",
    "host",
    "starts_on",
    "ends_on",
    "time_zone",
    "languages",
    "topics",
)


@api.get("/dialogues", auth=Bearer(Scope.DIALOGUES), response=answers(schemas.Dialogues))
def dialogues(request: HttpRequest) -> Any:
    """The dialogues that this token opens."""
    token = token_of(request)
    found = [part.dialogue for part in parts(token) if part.may(policies.USE)]
    calls.note(request, token, [dialogue.pk for dialogue in found])
    return {"items": [_facts(dialogue) for dialogue in found]}


@api.get("/dialogues/{slug}", auth=Bearer(Scope.DIALOGUES), response=answers(schemas.WholeDialogue))
def dialogue(request: HttpRequest, slug: Slug) -> Any:
    """One dialogue with its programme, and the stream of what concerns all of it."""
    found = part_in(request, slug).dialogue
    stream = found.stream
    state = {"stream": stream.pk, "epoch": stream.epoch, "head": stream.head, "of": "dialogue"}
    return {**_facts(found), "sessions": list(found.sessions.all()), "stream": state}


@api.get("/dialogues/{slug}/people", auth=Bearer(Scope.PEOPLE), response=answers(schemas.People))
def people(request: HttpRequest, slug: Slug, after: After = 0, limit: Limit = 100) -> Any:
    """Everybody who has or had a part in the dialogue, in the order in which they came."""
    here = part_in(request, slug).dialogue
    found = list(here.participations.filter(pk__gt=after).order_by("pk")[: limit + 1])
    page = found[:limit]
    known = cards(here.pk, [part.person_id for part in page])
    return {
        "items": [_person(part, known[part.person_id]) for part in page],
        "next": page[-1].pk if len(found) > limit else None,
    }


def _facts(dialogue: Dialogue) -> dict[str, Any]:
    facts = {name: getattr(dialogue, name) for name in FACTS}
    return facts | {"archived_at": dialogue.archived_at}


def _person(part: Participation, card: dict[str, Any]) -> dict[str, Any]:
    told = {"id": part.person_id, "joined_at": part.joined_at, "state": _state(part)}
    return {**card, **told, "roles": part.roles}


def _state(part: Participation) -> str:
    if part.ended_at:
        return "removed" if part.was_removed else "left"
    return "in" if part.admitted_at else "waiting"
