"""Exports of a dialogue: which staff had made, and the files of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from polylogue.api import schemas
from polylogue.api.door import PROBLEMS, Bearer, answers, api, part_in
from polylogue.api.schemas import Problem, Slug
from polylogue.api.scopes import Scope
from polylogue.dialogues import policies
from polylogue.kit.refusals import NotFound
from polylogue.transcripts import actions, handing, queries
from polylogue.transcripts.models import Export

HERE = "/dialogues/{slug}/exports"
A_FILE = {"application/zip": {"schema": {"type": "string", "format": "binary"}}}


@api.get(HERE, auth=Bearer(Scope.EXPORTS), response=answers(schemas.Exports))
def exports(request: HttpRequest, slug: Slug) -> Any:
    """What staff had made of the dialogue, the newest first, twenty at most."""
    by = part_in(request, slug)
    by.require(policies.EXPORT)
    return {"items": [_told(export) for export in queries.exports(by)]}


@api.get(
    f"{HERE}/{{export}}/file",
    auth=Bearer(Scope.EXPORTS),
    response={PROBLEMS: Problem},
    openapi_extra={"responses": {200: {"description": "The file", "content": A_FILE}}},
)
def export_file(request: HttpRequest, slug: Slug, export: UUID) -> HttpResponseBase:
    """The files of an export that is ready, as one ZIP. The crew is told that they were handed out."""
    by = part_in(request, slug)
    if actions.visible(by, export).is_for_one:
        raise NotFound
    return handing.files(request, by, export)


def _told(export: Export) -> dict[str, Any]:
    names = ("purpose", "forms", "asked_at", "expires_at", "state", "percent", "size", "sha256")
    told = {name: getattr(export, name) for name in names}
    return told | {"id": export.pk, "by": export.by.display_name}
