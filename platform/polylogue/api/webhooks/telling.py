"""What a webhook is told of an entry: the same as the API's `entries`, read from the log as it is now."""

from __future__ import annotations

from typing import Any

import msgspec

from polylogue.api import items
from polylogue.api.models import Delivery
from polylogue.log.models import Audience, Entry


def body(delivery: Delivery) -> bytes:
    """The JSON of one delivery, as it may be passed on at this moment."""
    entry = Entry.objects.get(stream=delivery.stream_id, seq=delivery.seq)
    dialogue = delivery.webhook.dialogue
    (told,) = _may_be_told(dialogue.pk, entry)
    about = {"dialogue": dialogue.slug, "epoch": delivery.epoch, **told}
    return msgspec.json.encode({"type": entry.kind, "timestamp": told["at"], "data": about})


def _may_be_told(dialogue: int, entry: Entry) -> list[dict[str, Any]]:
    """Of what is not for everyone, such as that the webhook was added, only that it happened."""
    told = items.may_leave(dialogue, [entry])
    if entry.audience != Audience.EVERYONE:
        return [one | {"said": None, "stays": False} for one in told]
    return told
