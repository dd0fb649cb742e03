"""Staff arrange the rooms."""

import pytest

from rooms.actions import RoomIsClosed
from rooms.models import Attachment, Room
from tests.dialogues.pages import at, last, send, told, words
from tests.support import cast


def titles(dialogue):
    return list(Room.objects.filter(dialogue=dialogue).values_list("title", flat=True))


def test_a_new_room_is_open_to_everybody_in_the_dialogue(dialogue, ada, cleo, sign_in):
    send(
        sign_in(ada),
        at("rooms:arrange", dialogue),
        title="Housing",
        purpose="Rents",
        rule="private",
    )
    room = Room.objects.get(title="Housing")
    assert Attachment.objects.filter(stream=room.stream_id).count() == 5
    assert last(dialogue).data == {"room": room.pk, "title": "Housing"}
    assert sign_in(cleo).get(room.get_absolute_url()).status_code == 200


def test_a_room_is_renamed(dialogue, side_room, ada, sign_in):
    send(
        sign_in(ada),
        at("rooms:change", dialogue, side_room.pk),
        title="Corner",
        purpose="",
        rule="private",
        seen=99,
    )
    assert titles(dialogue) == ["Plenary", "Corner"]
    assert last(dialogue).kind == "rooms.room_changed"


def test_a_room_that_was_changed_meanwhile_is_not_overwritten(dialogue, side_room, ada, sign_in):
    client, url = sign_in(ada), at("rooms:change", dialogue, side_room.pk)
    seen = client.get(url).context["form"].initial["seen"]
    send(client, url, title="Corner", rule="private", seen=seen)
    page = send(client, url, title="Terrace", rule="private", seen=seen)
    assert "Saved meanwhile: “Corner”" in words(page)
    assert titles(dialogue) == ["Plenary", "Corner"]


def test_rooms_are_put_in_order_below_the_plenary(dialogue, side_room, ada, sign_in):
    corner = cast.add_room(dialogue, ada, "Corner")
    send(sign_in(ada), at("rooms:move", dialogue, corner.pk), to="up")
    assert titles(dialogue) == ["Plenary", "Corner", "Side room"]
    send(sign_in(ada), at("rooms:move", dialogue, corner.pk), to="up")
    assert titles(dialogue) == ["Plenary", "Corner", "Side room"]
    assert last(dialogue).kind == "rooms.rooms_ordered"


def test_the_plenary_stays_first_and_open(dialogue, plenary, ada, sign_in):
    for name, fields in [("move", {"to": "down"}), ("close", {})]:
        assert (
            send(sign_in(ada), at(f"rooms:{name}", dialogue, plenary.pk), **fields).status_code
            == 422
        )
    assert Room.objects.get(pk=plenary.pk).is_open


def test_a_closed_room_is_read_and_not_written_until_it_opens_again(
    dialogue, side_room, ada, cleo, sign_in
):
    send(sign_in(ada), at("rooms:close", dialogue, side_room.pk))
    assert last(dialogue).kind == "rooms.room_closed"
    assert sign_in(cleo).get(side_room.get_absolute_url()).status_code == 200
    with pytest.raises(RoomIsClosed):
        cast.post(side_room, cleo)
    send(sign_in(ada), at("rooms:reopen", dialogue, side_room.pk))
    cast.post(side_room, cleo)


def test_closing_twice_is_told_once(dialogue, side_room, ada, sign_in):
    for _ in range(2):
        send(sign_in(ada), at("rooms:close", dialogue, side_room.pk))
    assert told(dialogue).count("rooms.room_closed") == 1


@pytest.mark.parametrize("name", ["ben", "mia", "cleo"])
def test_only_staff_arrange_rooms(dialogue, side_room, name, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert client.get(at("rooms:arrange", dialogue)).status_code == 403
    assert send(client, at("rooms:close", dialogue, side_room.pk)).status_code == 403
    assert Room.objects.get(pk=side_room.pk).is_open


def test_a_room_of_another_dialogue_is_not_found_here(dialogue, side_room, sign_in):
    zoe = cast.person("zoe", is_staff=True)
    elsewhere = cast.dialogue(zoe)
    assert send(sign_in(zoe), at("rooms:close", elsewhere, side_room.pk)).status_code == 404
    assert Room.objects.get(pk=side_room.pk).is_open
