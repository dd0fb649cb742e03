"""The crew lets people in, gives them roles, and sends them away."""

import pytest

from polylogue.dialogues.models import Participation
from rooms.models import Attachment
from tests.dialogues.pages import at, last, send, told, words
from tests.support import cast


@pytest.fixture
def waiting(dialogue, eve):
    return cast.enrol(dialogue, eve, "participant", waits=True)


def part_of(dialogue, person):
    return Participation.objects.get(dialogue=dialogue, person=person)


@pytest.mark.parametrize("name", ["ada", "ben", "mia"])
def test_the_crew_lets_a_waiting_person_in(dialogue, plenary, waiting, name, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert "1 person waits to be let in" in words(client.get(at("dialogues:people", dialogue)))
    send(client, at("dialogues:admit", dialogue, waiting.pk))
    assert part_of(dialogue, waiting.person).is_active
    assert told(dialogue)[-2:] == ["dialogues.person_admitted", "dialogues.person_joined"]
    assert Attachment.objects.filter(stream=plenary.stream_id, person=waiting.person).exists()


def test_everybody_who_waits_is_let_in_at_once(dialogue, waiting, mia, sign_in):
    fay = cast.person("fay")
    cast.enrol(dialogue, fay, "observer", waits=True)
    send(sign_in(mia), at("dialogues:admit_everyone", dialogue))
    assert not Participation.objects.waiting().exists()
    assert told(dialogue).count("dialogues.person_admitted") == 2


def test_a_participant_does_not_see_who_waits(dialogue, waiting, cleo, sign_in):
    client = sign_in(cleo)
    assert "Eve Stone" not in words(client.get(at("dialogues:people", dialogue)))
    assert client.get(at("dialogues:waiting_list", dialogue)).status_code == 403
    assert send(client, at("dialogues:admit", dialogue, waiting.pk)).status_code == 403
    assert not part_of(dialogue, waiting.person).is_active


def test_the_list_of_who_waits_comes_alone_for_the_page_to_renew(dialogue, waiting, mia, sign_in):
    page = sign_in(mia).get(at("dialogues:waiting_list", dialogue)).content.decode()
    assert page.lstrip().startswith("<section")
    assert "Eve Stone" in page


def test_where_nobody_waits_nothing_is_said_of_waiting(dialogue, mia, sign_in):
    page = words(sign_in(mia).get(at("dialogues:people", dialogue)))
    assert "be let in" not in page and "Let everyone in" not in page


def test_a_list_that_is_as_known_is_not_sent_again(dialogue, waiting, mia, sign_in):
    url = at("dialogues:waiting_list", dialogue)
    assert sign_in(mia).get(url, {"known": f"{waiting.pk},"}).status_code == 204
    assert sign_in(mia).get(url, {"known": ""}).status_code == 200


def test_whoever_waits_is_led_to_the_waiting_room(dialogue, waiting, eve, sign_in):
    page = sign_in(eve).get(at("dialogues:show", dialogue))
    assert page.headers["Location"] == at("dialogues:waiting", dialogue)


def test_turning_somebody_away_ends_the_waiting(dialogue, waiting, mia, sign_in):
    assert "Turn Eve Stone away?" in words(
        sign_in(mia).get(at("dialogues:remove_person", dialogue, waiting.pk))
    )
    send(sign_in(mia), at("dialogues:remove_person", dialogue, waiting.pk))
    assert part_of(dialogue, waiting.person).ended_at
    assert told(dialogue)[-2:] == ["dialogues.person_left", "moderation.person_removed"]


def test_staff_change_roles(dialogue, ada, cleo, sign_in):
    cleos = part_of(dialogue, cleo)
    send(
        sign_in(ada), at("dialogues:roles", dialogue, cleos.pk), roles=["moderator", "participant"]
    )
    assert part_of(dialogue, cleo).roles == ["moderator", "participant"]
    assert last(dialogue).data == {"person": cleo.pk, "roles": ["moderator", "participant"]}


def test_somebody_without_any_role_is_refused(dialogue, ada, cleo, sign_in):
    page = send(sign_in(ada), at("dialogues:roles", dialogue, part_of(dialogue, cleo).pk))
    assert "Choose at least one role." in words(page)
    assert part_of(dialogue, cleo).roles == ["participant"]


def test_the_last_staff_stays(dialogue, ada, sign_in):
    page = send(
        sign_in(ada),
        at("dialogues:roles", dialogue, part_of(dialogue, ada).pk),
        roles=["participant"],
    )
    assert "Somebody has to remain staff" in words(page)
    assert part_of(dialogue, ada).roles == ["staff"]


@pytest.mark.parametrize("name", ["ben", "mia", "cleo"])
def test_nobody_gives_themselves_a_role(dialogue, name, request, sign_in):
    person = request.getfixturevalue(name)
    before = part_of(dialogue, person)
    page = send(sign_in(person), at("dialogues:roles", dialogue, before.pk), roles=["staff"])
    assert page.status_code == 403
    assert part_of(dialogue, person).roles == before.roles


def test_a_removed_person_is_outside(dialogue, plenary, mia, cleo, sign_in):
    send(sign_in(mia), at("dialogues:remove_person", dialogue, part_of(dialogue, cleo).pk))
    page = sign_in(cleo).get(at("dialogues:show", dialogue))
    assert page.status_code == 403
    assert "You were removed from this dialogue." in words(page)
    assert sign_in(cleo).get(at("dialogues:people", dialogue)).status_code == 404
    assert not Attachment.objects.filter(person=cleo, until_seq=None).exists()
    assert "dialogues.person_left" in told(dialogue)


def test_staff_let_a_removed_person_in_again_to_everything(dialogue, plenary, ada, cleo, sign_in):
    cast.post(plenary, ada, "Before.")
    cast.remove(dialogue, cleo, by=ada)
    cast.post(plenary, ada, "Meanwhile.")
    assert "Let in again" in words(sign_in(ada).get(at("dialogues:people", dialogue)))
    send(sign_in(ada), at("dialogues:readmit", dialogue, part_of(dialogue, cleo).pk))
    page = words(sign_in(cleo).get(plenary.get_absolute_url()))
    assert "Before." in page
    assert "Meanwhile." in page
    assert part_of(dialogue, cleo).roles == ["participant"]
    assert told(dialogue)[-2:] == ["dialogues.person_readmitted", "dialogues.person_joined"]
    assert Attachment.objects.get(stream=plenary.stream, person=cleo, until_seq=None).since_seq == 0


def test_whoever_left_by_themselves_is_not_let_in_by_others(dialogue, ada, cleo, sign_in):
    cast.remove(dialogue, cleo, by=cleo)
    page = words(sign_in(ada).get(at("dialogues:people", dialogue)))
    send(sign_in(ada), at("dialogues:readmit", dialogue, part_of(dialogue, cleo).pk))
    assert "Let in again" not in page
    assert part_of(dialogue, cleo).ended_at


def test_moderators_see_nobody_to_let_in_again(dialogue, ada, mia, cleo, sign_in):
    cast.remove(dialogue, cleo, by=ada)
    assert "Let in again" not in words(sign_in(mia).get(at("dialogues:people", dialogue)))
    assert (
        send(
            sign_in(mia), at("dialogues:readmit", dialogue, part_of(dialogue, cleo).pk)
        ).status_code
        == 403
    )


def test_a_moderator_does_not_remove_the_crew(dialogue, mia, ben, sign_in):
    assert (
        send(
            sign_in(mia), at("dialogues:remove_person", dialogue, part_of(dialogue, ben).pk)
        ).status_code
        == 403
    )
    assert part_of(dialogue, ben).is_active


def test_a_person_of_another_dialogue_is_not_found_here(dialogue, cleo, sign_in):
    zoe = cast.person("zoe", is_staff=True)
    elsewhere = cast.dialogue(zoe)
    page = send(sign_in(zoe), at("dialogues:remove_person", elsewhere, part_of(dialogue, cleo).pk))
    assert page.status_code == 404
    assert part_of(dialogue, cleo).is_active
