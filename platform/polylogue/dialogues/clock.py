"""Times of a programme: entered in the dialogue's zone, shown in the reader's."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from polylogue.dialogues.models import Dialogue
from polylogue.kit.refusals import Invalid


def moment(day: date, clock: time, zone: zoneinfo.ZoneInfo) -> datetime:
    """That time on that day; raises Invalid when clocks skip or repeat it."""
    plain = datetime.combine(day, clock)
    first, second = plain.replace(tzinfo=zone, fold=0), plain.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    skipped = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != plain
    text = (
        _("There is no %(clock)s on this day: clocks in %(zone)s are put forward.")
        if skipped
        else _(
            "%(clock)s comes twice on this day, as clocks in %(zone)s are put back. Choose another time."
        )
    )
    raise Invalid(text % {"clock": f"{clock:%H:%M}", "zone": zone.key})


def end_of(day: date, zone: zoneinfo.ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)


def moved(
    at: datetime,
    *,
    by: timedelta = timedelta(),
    before: zoneinfo.ZoneInfo,
    after: zoneinfo.ZoneInfo,
) -> datetime:
    """The same time on the clock, some days later or in another zone."""
    plain = at.astimezone(before).replace(tzinfo=None) + by
    return plain.replace(tzinfo=after).astimezone(UTC)


def readers_zone(request: HttpRequest, dialogue: Dialogue) -> zoneinfo.ZoneInfo:
    """The zone the reader chose or the browser told, else the dialogue's."""
    told = getattr(request.user, "time_zone", "") or request.COOKIES.get("time_zone", "")
    current = timezone.get_current_timezone()
    if told and isinstance(current, zoneinfo.ZoneInfo) and current.key == told:
        return current
    return dialogue.zone
