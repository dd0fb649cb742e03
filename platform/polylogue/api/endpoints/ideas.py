"""Project ideas, as confidential as the board that each lies on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from polylogue.api import schemas
from polylogue.api.door import Bearer, answers, api, part_in
from polylogue.api.schemas import After, Limit, Slug
from polylogue.api.scopes import Scope
from polylogue.followup.ideas import reading, wording
from polylogue.followup.ideas.reading import Shown


@api.get("/dialogues/{slug}/ideas", auth=Bearer(Scope.IDEAS), response=answers(schemas.Ideas))
def ideas(request: HttpRequest, slug: Slug, after: After = 0, limit: Limit = 100) -> Any:
    """The project ideas that the token's owner can see, the oldest first."""
    found = reading.in_dialogue(part_in(request, slug))
    further = sorted((one for one in found if one.idea.pk > after), key=lambda one: one.idea.pk)
    page = further[:limit]
    return {
        "items": [_idea(one) for one in page],
        "next": page[-1].idea.pk if len(further) > limit else None,
    }


def _idea(shown: Shown) -> dict[str, Any]:
    idea, edition = shown.idea, shown.edition
    return {
        "id": idea.pk,
        "edition": edition.number,
        "written_at": edition.written_at,
        "written_by": edition.written_by.display_name,
        "board": idea.board_id,
        "board_title": idea.board.title,
        "room": idea.board.room_id,
        "card": idea.piece,
        "says": wording.content(edition),
    }
