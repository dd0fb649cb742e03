"""What a socket is greeted with."""

from __future__ import annotations

from rooms import greeting
from rooms.line import Line
from rooms.models import Attachment, Place, ReadPosition
from tests.support import cast


def line(room, person) -> Line:
    lane = room.dialogue.stream_id
    return Line(send=None, person=person.pk, dialogue=room.dialogue_id, lane=lane, crew=False)  # type: ignore[arg-type]


def test_a_greeting_asks_for_reach_and_place_together_and_for_rights(
    plenary, cleo, django_assert_num_queries
):
    with django_assert_num_queries(2):
        greeting.welcome(line(plenary, cleo))


def test_it_tells_of_each_stream_where_it_stands_and_how_far_one_has_read(
    plenary, side_room, ada, ben, cleo, dov
):
    for room, times in ((plenary, 3), (side_room, 1)):
        for _ in range(times):
            cast.post(room, ben)
    cast.do(plenary, ben, "board.open_board", template="retrospective")
    cast.remove(plenary.dialogue, dov, ada)
    for person, seq in ((cleo, 2), (ben, 3)):
        ReadPosition.objects.create(person=person, stream=plenary.stream, seq=seq)
    told = greeting.welcome(line(plenary, cleo))
    of = {state.stream: state for state in told.streams}
    held = Attachment.objects.filter(person=cleo, until_seq=None).values_list(
        "stream_id", flat=True
    )
    assert list(of) == sorted(held) and len(of) == 4
    for room in (plenary, side_room):
        room.stream.refresh_from_db()
        one = of.pop(room.stream_id)
        assert (one.room, one.epoch, one.head) == (room.pk, room.stream.epoch, room.stream.head)
        assert (one.read, one.annex) == (2 if room == plenary else 0, False)
    lane = of.pop(plenary.dialogue.stream_id)
    assert (lane.room, lane.annex) == (None, False)
    (board,) = of.values()
    assert (board.room, board.annex) == (plenary.pk, True)
    assert (told.place, told.place_seq) == (None, 0)


def test_it_tells_where_one_was_taken_and_not_where_others_were(plenary, side_room, cleo, dov):
    for person, room, seq in ((cleo, side_room, 7), (dov, plenary, 9)):
        Place.objects.create(dialogue=plenary.dialogue, person=person, room=room, seq=seq)
    told = greeting.welcome(line(plenary, cleo))
    assert (told.place, told.place_seq) == (side_room.pk, 7)
