"""What tokens are used for, counted by day, beside the log as read positions are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from polylogue.api.models import Token, Use


def note(request: HttpRequest, token: Token, dialogues: Iterable[int]) -> None:
    """A token reads these dialogues by the operation that was asked for."""
    now = timezone.now()
    operation = request.resolver_match.url_name if request.resolver_match else ""
    what = {"operation": operation, "day": now.date()}
    uses = [Use(token=token, dialogue_id=dialogue, **what) for dialogue in dialogues]
    Use.objects.bulk_create(uses, ignore_conflicts=True)
    today = Use.objects.filter(token=token, dialogue__in=[use.dialogue_id for use in uses], **what)
    today.update(times=F("times") + 1, last_at=now)
    Token.objects.filter(pk=token.pk).update(last_used_at=now)
