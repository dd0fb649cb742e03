"""Who sees which challenge, at every step of it."""

import pytest

from breakout.challenges.harvesting import titles
from breakout.challenges.models import Challenge
from polylogue.dialogues.guests import merge
from polylogue.dialogues.intents import participant
from tests.breakout.challenges.cases import bring, group_with, offer, sees, withdraw, write


@pytest.fixture
def everybody(ada, ben, mia, cleo, dov):
    return {"ada": ada, "ben": ben, "mia": mia, "cleo": cleo, "dov": dov}


def seen_by(challenge, everybody, **how):
    return {name for name, person in everybody.items() if sees(challenge, person, **how)}


def test_a_draft_is_seen_by_its_author_and_the_crew(dialogue, cleo, everybody):
    assert seen_by(write(dialogue, cleo), everybody) == {"ada", "ben", "mia", "cleo"}


def test_an_offer_to_the_group_is_seen_by_those_and_by_the_group_of_its_author(
    dialogue, cleo, dov, everybody
):
    challenge = offer(dialogue, cleo)
    assert seen_by(challenge, everybody) == {"ada", "ben", "mia", "cleo"}
    assert sees(challenge, dov, group=[cleo, dov])


def test_a_group_without_its_author_or_of_others_sees_nothing(dialogue, cleo, dov, eve):
    challenge = offer(dialogue, cleo)
    assert not sees(challenge, dov, group=[dov, eve])
    assert not sees(challenge, dov, group=[cleo, eve])


def test_a_draft_and_what_was_withdrawn_are_not_for_the_group(dialogue, cleo, dov):
    challenge = write(dialogue, cleo)
    assert not sees(challenge, dov, group=[cleo, dov])
    offer(dialogue, cleo, challenge=challenge)
    withdraw(challenge, cleo)
    assert not sees(challenge, dov, group=[cleo, dov])


def test_an_offer_to_everyone_is_seen_by_everyone_until_it_is_withdrawn(dialogue, cleo, everybody):
    challenge = offer(dialogue, cleo, scope="everyone")
    assert seen_by(challenge, everybody) == everybody.keys()
    withdraw(challenge, cleo)
    assert seen_by(challenge, everybody) == {"ada", "ben", "mia", "cleo"}


def test_whoever_looks_as_a_participant_sees_what_one_does(dialogue, ben, cleo):
    assert not sees(offer(dialogue, cleo), ben, disguised=True)
    assert sees(offer(dialogue, cleo, scope="everyone"), ben, disguised=True)


def test_another_dialogue_sees_nothing(dialogue, ada, cleo):
    from tests.support import cast

    challenge = offer(dialogue, cleo, scope="everyone")
    elsewhere = cast.dialogue(by=ada, title="Elsewhere")
    part = participant(elsewhere.pk, ada.pk)
    assert not Challenge.objects.visible_to(part).exists()
    from breakout.challenges.sight import may_see

    assert not may_see(challenge, part, [ada.pk, cleo.pk])


def test_what_a_guest_brought_is_the_accounts_after_they_are_merged(dialogue, dov, everybody):
    from breakout.challenges import reading
    from polylogue.dialogues.intents import run_for
    from polylogue.people.models import User
    from tests.support import cast

    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    challenge = offer(dialogue, guest, topics=["Trees"])
    bring(dialogue, guest, "Rain")
    run_for([dialogue], guest, lambda: merge(guest, dov), key=cast.new_key())
    assert sees(challenge, dov)
    assert reading.seeks_of(dialogue) == {dov.pk: frozenset({"Trees"})}
    assert reading.offers_of(dialogue) == {dov.pk: frozenset({"Rain"})}
    assert reading.card(challenge).who == "Dov Peretz, Haifa, Israel"


def test_the_board_of_harvests_names_a_case_only_if_it_is_for_everyone(dialogue, ben, cleo):
    challenge = offer(dialogue, cleo, scope="everyone", as_city=True)
    group = group_with(dialogue, ben, challenge, cleo).group
    assert titles([group]) == {group.pk: "Rents that rise (Lyon · Cleo Marin)"}
    withdraw(challenge, cleo)
    assert titles([group]) == {}


def test_a_case_for_its_group_is_not_named_there(dialogue, ben, cleo):
    group = group_with(dialogue, ben, offer(dialogue, cleo), cleo).group
    assert titles([group]) == {}
