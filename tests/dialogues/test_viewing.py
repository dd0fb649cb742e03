"""The crew sees the dialogue as a participant does, and can do no more meanwhile."""

import pytest

from polylogue.dialogues.models import Participation
from tests.dialogues.pages import at, send, told, words
from tests.support import cast

PAGE = "Water and cities Overview"
LEAVE = "Leave this view"


@pytest.fixture
def disguised(dialogue, ada, sign_in):
    client = sign_in(ada)
    client.post(at("dialogues:look", dialogue), {"as": "participant"})
    return client


def test_the_pages_are_a_participants_below_a_banner(dialogue, disguised, cleo, sign_in):
    hers = words(disguised.get(at("dialogues:people", dialogue)))
    cleos = words(sign_in(cleo).get(at("dialogues:people", dialogue)))
    banner = "You see this dialogue as a participant does."
    assert banner in hers
    assert f"{LEAVE} {PAGE}" in hers
    assert hers.partition(PAGE)[2] == cleos.partition(PAGE)[2] != ""


@pytest.mark.parametrize("name", ["edit", "copy", "programme", "links", "announce", "waiting_list"])
def test_pages_of_the_crew_are_refused(dialogue, disguised, name):
    assert disguised.get(at(f"dialogues:{name}", dialogue)).status_code == 403


def test_actions_of_staff_are_refused(dialogue, disguised, cleo):
    cleos = Participation.objects.get(dialogue=dialogue, person=cleo)
    before = told(dialogue)
    for name, args in [("archive", ()), ("admit_everyone", ()), ("remove_person", (cleos.pk,))]:
        assert send(disguised, at(f"dialogues:{name}", dialogue, *args)).status_code == 403
    assert told(dialogue) == before


def test_rooms_cannot_be_arranged_meanwhile(dialogue, disguised, side_room):
    assert disguised.get(at("rooms:arrange", dialogue)).status_code == 403
    assert send(disguised, at("rooms:close", dialogue, side_room.pk)).status_code == 403


def test_leaving_it_gives_the_rights_back(dialogue, disguised):
    disguised.post(at("dialogues:look", dialogue), {"as": "oneself"})
    assert disguised.get(at("dialogues:edit", dialogue)).status_code == 200
    assert LEAVE not in words(disguised.get(at("dialogues:show", dialogue)))


def test_it_holds_for_one_dialogue_and_one_browser(dialogue, disguised, ada, sign_in):
    other = cast.dialogue(ada, "Another")
    assert disguised.get(at("dialogues:edit", other)).status_code == 200
    assert sign_in(ada).get(at("dialogues:edit", dialogue)).status_code == 200


def test_an_observer_gains_nothing_by_it(dialogue, eve, sign_in):
    cast.enrol(dialogue, eve, "observer")
    client = sign_in(eve)
    client.post(at("dialogues:look", dialogue), {"as": "participant"})
    page = client.get(at("dialogues:show", dialogue))
    assert page.context["by"].roles == ["observer"]


def test_a_stranger_cannot_look(dialogue, eve, sign_in):
    assert (
        sign_in(eve).post(at("dialogues:look", dialogue), {"as": "participant"}).status_code == 404
    )


def test_whoever_lost_their_role_meanwhile_is_what_they_are(dialogue, ada, ben, sign_in):
    client = sign_in(ben)
    client.post(at("dialogues:look", dialogue), {"as": "participant"})
    cast.change_roles(dialogue, ben, ada, "observer")
    assert client.get(at("dialogues:show", dialogue)).context["by"].roles == ["observer"]
