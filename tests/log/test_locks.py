"""What a transaction locks, and what it does not."""

from __future__ import annotations

import pytest
from django.db import transaction

from polylogue.log import rows, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Stream
from tests.log.scenes import append, open_stream


@pytest.mark.only("postgres")
def test_who_holds_a_dialogue_s_stream_does_not_hold_up_what_is_said_in_its_rooms(
    transactional_db, ben
):
    """Every command points to its dialogue's stream; waiting for it at the commit was a deadlock."""
    root = open_stream(ben)
    room = Stream.objects.create(rank=Stream.Rank.ROOM, root=root)
    said = Intent(
        act=lambda: append(room, ben, "Said"), actor=ben.pk, streams=(room.pk,), lane=root.pk
    )
    with transaction.atomic():
        rows.lock({root.pk})
        answer = writer.submit(said)
        assert answer.result(timeout=3).seq == 1
