"""What may leave a room: the rule that held when something was said, for good."""

import pytest

from chat.models import Message
from polylogue.log.models import Entry
from rooms import confidentiality
from rooms.confidentiality import Rule, author_outside, leaves_room, rule_of, strictest
from rooms.models import HeldRule, Room
from tests.dialogues.pages import at, send
from tests.support import cast

CARD = {"name": "Cleo Marin", "place": "Lyon, France", "city": "Lyon", "organisation": "Ville"}


def test_a_room_is_private_until_staff_say_otherwise(plenary, cleo):
    said = cast.post(plenary, cleo)
    assert plenary.rule == Rule.PRIVATE
    assert rule_of(plenary.stream_id, said.seq) == Rule.PRIVATE


def test_staff_change_the_rule_and_the_room_is_told(dialogue, side_room, ada, cleo, sign_in):
    change(sign_in(ada), side_room, "by_city")
    entry = Entry.objects.filter(stream=side_room.stream_id).latest("seq")
    assert (entry.kind, entry.data) == ("rooms.rule_changed", {"rule": "by_city"})
    assert Room.objects.get(pk=side_room.pk).rule == "by_city"
    page = sign_in(cleo).get(side_room.get_absolute_url()).content.decode()
    assert "with the city and without the name" in page


def test_what_was_said_keeps_the_rule_that_held_when_it_was_said(side_room, ada, cleo):
    private = cast.post(side_room, cleo, "In confidence").seq
    cast.set_rule(side_room, ada, "public")
    public = cast.post(side_room, cleo, "For everybody").seq
    cast.set_rule(side_room, ada, "unattributed")
    later = cast.post(side_room, cleo, "Without my name").seq
    said = [rule_of(side_room.stream_id, seq) for seq in (private, public, later)]
    assert said == [Rule.PRIVATE, Rule.PUBLIC, Rule.UNATTRIBUTED]


def test_a_correction_under_a_stricter_rule_is_held_to_that_one(side_room, ada, cleo):
    cast.set_rule(side_room, ada, "public")
    said = cast.post(side_room, cleo, "For everybody").seq
    cast.set_rule(side_room, ada, "private")
    cast.do(side_room, cleo, "chat.edit_message", message=said, text="In confidence")
    edited = Message.objects.get(stream=side_room.stream_id, seq=said).edited_at
    assert rule_of(side_room.stream_id, said, changed_at=edited) == Rule.PRIVATE


def test_a_correction_under_a_looser_rule_opens_nothing(side_room, ada, cleo):
    said = cast.post(side_room, cleo, "In confidence").seq
    cast.set_rule(side_room, ada, "public")
    cast.do(side_room, cleo, "chat.edit_message", message=said, text="Still in confidence")
    edited = Message.objects.get(stream=side_room.stream_id, seq=said).edited_at
    assert rule_of(side_room.stream_id, said, changed_at=edited) == Rule.PRIVATE


def test_many_messages_cost_one_query(side_room, plenary, ada, django_assert_num_queries):
    cast.set_rule(side_room, ada, "public")
    places = {(room.stream_id, seq): None for room in (side_room, plenary) for seq in range(1, 50)}
    with django_assert_num_queries(1):
        rules = confidentiality.rules_of(places)
    assert {rules[side_room.stream_id, 7], rules[plenary.stream_id, 7]} == {"public", "private"}


@pytest.mark.parametrize(
    ("rule", "leaves", "shown"),
    [
        ("private", False, {}),
        ("unattributed", True, {}),
        ("by_city", True, {"city": "Lyon"}),
        ("public", True, CARD),
    ],
)
def test_outside_an_author_is_shown_as_the_rule_says(rule, leaves, shown):
    assert leaves_room(rule) == leaves
    assert author_outside(rule, {**CARD, "sector": "public", "roles": ["staff"]}) == shown


def test_what_is_made_of_several_messages_has_the_strictest_of_their_rules():
    assert strictest(["public", "by_city", "unattributed"]) == Rule.UNATTRIBUTED
    assert strictest([]) == Rule.PRIVATE


def test_setting_the_same_rule_again_is_not_told(side_room, ada):
    for _ in range(2):
        cast.set_rule(side_room, ada, "public")
    assert HeldRule.objects.filter(room=side_room).count() == 1


def test_a_rule_that_does_not_exist_is_refused(dialogue, side_room, ada, sign_in):
    answer = change(sign_in(ada), side_room, "whatever", status=422)
    assert answer.context["form"].errors["rule"]
    assert Room.objects.get(pk=side_room.pk).rule == "private"


def test_a_new_room_begins_with_its_rule_and_a_copy_has_the_same(dialogue, ada, sign_in):
    send(sign_in(ada), at("rooms:arrange", dialogue), title="Open stage", rule="public")
    room = Room.objects.get(title="Open stage")
    assert rule_of(room.stream_id, 1) == Rule.PUBLIC
    fields = {"title": "Again", "starts_on": "2027-03-01"}
    send(sign_in(ada), at("dialogues:copy", dialogue), **fields)
    copied = Room.objects.exclude(dialogue=dialogue).get(title="Open stage")
    assert (copied.rule, rule_of(copied.stream_id, 1)) == ("public", Rule.PUBLIC)


def change(client, room, rule, status=302):
    url = at("rooms:change", room.dialogue, room.pk)
    fields = {"title": room.title, "purpose": "", "rule": rule, "seen": 99}
    answer = send(client, url, **fields)
    assert answer.status_code == status
    return answer
