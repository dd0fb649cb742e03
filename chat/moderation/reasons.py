"""Reasons: a line that whoever moderates, or reports, may give for it."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from msgspec import Meta

from chat.moderation.models import REASON_LENGTH
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid

Reason = Annotated[str, Meta(max_length=2 * REASON_LENGTH)]


def clean(because: str) -> str:
    """The reason on one line, empty if none is given; raises Invalid for one that is too long."""
    because = wording.name(because)
    if len(because) > REASON_LENGTH:
        raise Invalid(_("A reason can have up to 500 characters."))
    return because
