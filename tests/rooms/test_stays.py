"""How long people were in a room, kept with the leases of their sockets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms import stays
from rooms.models import LEASE, Lease, Stay

SECOND = timedelta(seconds=1)


@pytest.fixture
def now():
    return timezone.now()


def lease(person, room, socket="one"):
    return Lease(socket=socket, process="p", person=person, dialogue_id=room.dialogue_id, room=room)


def seen(*leases, ended=(), now):
    """As presence does: what is noted first, then the leases."""
    stays.note(leases, list(ended), now=now)
    for one in leases:
        one.until = now + LEASE
        one.save(force_insert=not Lease.objects.filter(pk=one.pk).exists())


def lasted():
    return [(stay.room.title, (stay.until - stay.since) / SECOND) for stay in Stay.objects.all()]


def test_a_stay_lasts_from_the_first_to_the_last_sight(plenary, cleo, now):
    for seconds in (0, 15, 30):
        seen(lease(cleo, plenary), now=now + seconds * SECOND)
    stays.note([], ["one"], now=now + 37 * SECOND)
    assert lasted() == [("Plenary", 37)]


def test_who_is_taken_elsewhere_has_a_stay_in_each_room(plenary, side_room, cleo, now):
    seen(lease(cleo, plenary), now=now)
    seen(lease(cleo, side_room), now=now + 8 * SECOND)
    seen(lease(cleo, side_room), now=now + 20 * SECOND)
    assert lasted() == [("Plenary", 8), (side_room.title, 12)]


def test_a_reload_a_second_tab_or_a_killed_server_do_not_end_a_stay(plenary, cleo, now):
    seen(lease(cleo, plenary), now=now)
    seen(lease(cleo, plenary, "two"), now=now + 10 * SECOND)
    stays.note([], ["one"], now=now + 12 * SECOND)
    seen(lease(cleo, plenary, "three"), now=now + 40 * SECOND)
    assert lasted() == [("Plenary", 40)]


def test_whoever_comes_back_later_has_another_stay(plenary, cleo, now):
    seen(lease(cleo, plenary), now=now)
    seen(lease(cleo, plenary, "two"), now=now + LEASE + 5 * SECOND)
    assert lasted() == [("Plenary", 0), ("Plenary", 0)]


def test_a_socket_that_looks_at_no_room_is_nowhere(plenary, cleo, now):
    one = lease(cleo, plenary)
    one.room = None
    seen(one, now=now)
    assert lasted() == []


async def test_the_hub_keeps_stays_of_its_sockets(plenary, side_room, cleo, join):
    one = await join(plenary, as_=cleo)
    await one.next("presence", within=5)
    assert await Stay.objects.filter(room=plenary, person=cleo).acount() == 1


def test_times_that_overlap_count_once(now):
    spans = [(now, now + 10 * SECOND), (now + 5 * SECOND, now + 12 * SECOND)]
    assert stays.total([*spans, (now + 20 * SECOND, now + 21 * SECOND)]) == 13 * SECOND
    assert stays.clipped(spans, (now + 6 * SECOND, now + 11 * SECOND)) == [
        (now + 6 * SECOND, now + 10 * SECOND), (now + 6 * SECOND, now + 11 * SECOND),
    ]  # fmt: skip
