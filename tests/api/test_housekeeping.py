"""What programs did is cleared away in time, and what still waits is not."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from polylogue.api.housekeeping import ClearOld
from polylogue.api.models import Delivery, Use
from polylogue.jobs.models import Job


def test_what_was_told_and_read_long_ago_is_cleared_away(webhook, program):
    program.read("/people")
    long_ago = timezone.now() - timedelta(days=401)
    Delivery.objects.update(made_at=long_ago, state=Delivery.State.DELIVERED)
    Use.objects.update(last_at=long_ago)
    ClearOld().run(Job())
    assert not Delivery.objects.exists() and not Use.objects.exists()


def test_what_still_waits_is_kept_as_long_as_it_takes(webhook, program):
    program.read("/people")
    Delivery.objects.update(made_at=timezone.now() - timedelta(days=401))
    ClearOld().run(Job())
    assert Delivery.objects.count() == 1 and Use.objects.count() == 1
