"""What is typed is kept before it is saved, for whoever types it alone."""

import pytest

from breakout.challenges import drafting
from breakout.challenges.models import Draft
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import NotAllowed, NotFound
from polylogue.log.models import Command
from tests.breakout.challenges.cases import keep, offer, said, told, write


def typed(dialogue, person, **about):
    found = drafting.of(participant(dialogue.pk, person.pk), **about)
    return found and found.title


def test_half_a_sentence_is_there_again_and_nobody_elses(dialogue, ben, cleo, dov):
    keep(dialogue, cleo, "Rents th")
    keep(dialogue, cleo, "Rents that")
    assert [typed(dialogue, person) for person in (cleo, ben, dov)] == ["Rents that", None, None]
    assert told(dialogue) == []


def test_two_people_type_into_the_same_challenge_and_each_has_their_own(dialogue, ben, cleo):
    challenge = write(dialogue, cleo)
    keep(dialogue, cleo, "Mine", challenge=challenge)
    keep(dialogue, ben, "Ben's", challenge=challenge)
    about = {"challenge": challenge.pk}
    assert [typed(dialogue, person, **about) for person in (cleo, ben)] == ["Mine", "Ben's"]


def test_what_was_saved_is_typed_no_more(dialogue, cleo):
    keep(dialogue, cleo)
    challenge = write(dialogue, cleo)
    keep(dialogue, cleo, "More", challenge=challenge)
    offer(dialogue, cleo, challenge=challenge)
    assert not Draft.objects.exists()


def test_the_text_that_is_saved_already_and_an_empty_one_are_not_kept(dialogue, cleo):
    challenge = write(dialogue, cleo)
    keep(dialogue, cleo, "Other", challenge=challenge)
    words = said().words()
    keep(dialogue, cleo, words.pop("title"), challenge=challenge, **words)
    keep(dialogue, cleo, "A")
    keep(dialogue, cleo, "")
    assert not Draft.objects.exists()


def test_another_window_does_not_put_its_old_text_in_place_of_what_is_newer(dialogue, cleo):
    keep(dialogue, cleo, "First window", page="one")
    with pytest.raises(drafting.WrittenElsewhere):
        keep(dialogue, cleo, "Opened before", page="two", after="")
    keep(dialogue, cleo, "Opened after", page="three", after="one")
    with pytest.raises(drafting.WrittenElsewhere):
        keep(dialogue, cleo, "First window again", page="one")
    assert typed(dialogue, cleo) == "Opened after"


def test_keeping_leaves_no_answer_behind_however_often(dialogue, cleo, sign_in):
    from django.urls import reverse

    from tests.support import cast

    client, url = sign_in(cleo), reverse("challenges:keep", args=[dialogue.slug])
    before = Command.objects.count()
    for number in range(3):
        sent = {"key": cast.new_key(), "title": f"T{number}", "scope": "group", "page": PAGE}
        assert client.post(url, sent).status_code == 200
    assert Command.objects.count() == before and typed(dialogue, cleo) == "T2"


PAGE = "0b6e8a3a-54b4-4be1-8dd2-2a7a5a1a2b3c"


def test_only_what_one_may_write_is_kept(dialogue, cleo, dov, mia):
    challenge = offer(dialogue, cleo)
    with pytest.raises(NotFound):
        keep(dialogue, dov, challenge=challenge)
    for other in (dov, mia):
        with pytest.raises(NotAllowed):
            keep(dialogue, other, owner=cleo)


def test_a_lead_has_a_draft_for_each_person_they_write_for(dialogue, ben, cleo, dov):
    keep(dialogue, ben, "For Cleo", owner=cleo)
    keep(dialogue, ben, "For Dov", owner=dov)
    assert typed(dialogue, ben, owner=dov.pk) == "For Dov"
    write(dialogue, ben, owner=cleo)
    assert typed(dialogue, ben, owner=cleo.pk) is None
    assert typed(dialogue, ben, owner=dov.pk) == "For Dov"
