"""Hands files out: whoever is given them stands in the register first."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, StreamingHttpResponse

from polylogue.dialogues import intents
from polylogue.dialogues.models import Participation
from polylogue.transcripts import actions, streaming
from polylogue.transcripts.models import Download


def files(request: HttpRequest, by: Participation, export: uuid.UUID) -> StreamingHttpResponse:
    """The files of an export, as one; raises NotFound if it is not there, or not any more."""
    actions.to_fetch(by, export)
    return streaming.package(
        request, _registered(by, lambda part: actions.hand_out(_seen(part, by), export))
    )


def personal(request: HttpRequest, by: Participation) -> StreamingHttpResponse:
    """What the site keeps of the person who asks, in this dialogue."""
    return streaming.personal(request, _registered(by, actions.hand_out_personal))


def _registered(by: Participation, act: Callable[[Participation], int]) -> Download:
    key = str(uuid.uuid4())
    pk = intents.run_as(by.dialogue, by.person, act, key=key, content=None).result
    return Download.objects.select_related("dialogue", "room", "export", "by").get(pk=pk)


def _seen(part: Participation, by: Participation) -> Participation:
    return part.seen(disguised=by.is_disguised)
