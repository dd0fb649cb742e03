"""What people bring: topics spelled one way, a sentence, and what others of the wing read of it."""

import pytest

from breakout.challenges import bringing, reading, vocabulary
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import Invalid, NotAllowed, Refusal
from tests.breakout.challenges.cases import bring, offer, put_on, told, write
from tests.support import cast


def test_everyone_is_told_what_somebody_brings_as_they_said_it_last(dialogue, cleo):
    bring(dialogue, cleo, "Housing", sentence="Rent agreements.")
    bring(dialogue, cleo, "Housing", "Streets", sentence="Rent agreements.")
    (_, audience, before), (kind, _, now) = told(dialogue)
    assert (kind, audience) == ("experience_told", "everyone")
    assert "topics" not in before and now["topics"] == ["Housing", "Streets"]
    assert now["before"] and now["revision"] == 2


def test_the_same_again_says_nothing(dialogue, cleo):
    bring(dialogue, cleo, "Housing")
    bring(dialogue, cleo, "Housing")
    assert len(told(dialogue)) == 1


def test_observers_bring_nothing(dialogue):
    looks = cast.person("olga")
    cast.enrol(dialogue, looks, "observer")
    with pytest.raises(NotAllowed):
        bring(dialogue, looks, "Housing")


def test_whoever_is_muted_everywhere_says_nothing_here_either(dialogue, plenary, mia, cleo):
    cast.do(plenary, mia, "moderation.mute_person", person=cleo.pk, everywhere=True)
    with pytest.raises(Refusal):
        bring(dialogue, cleo, "Housing")


def test_a_topic_is_spelled_as_the_dialogue_or_who_named_it_first(ada, cleo, dov):
    dialogue = cast.dialogue(by=ada, topics=["Safe streets"])
    for person in (cleo, dov):
        cast.enrol(dialogue, person, "participant")
    bring(dialogue, cleo, "safe  STREETS", "Rain gardens")
    bring(dialogue, dov, "rain Gardens", "Rain gardens")
    assert reading.offers_of(dialogue) == {
        cleo.pk: frozenset({"Safe streets", "Rain gardens"}),
        dov.pk: frozenset({"Rain gardens"}),
    }


@pytest.mark.parametrize("topics", [[f"T{n}" for n in range(13)], ["x" * 61]])
def test_too_many_and_too_long_topics_are_refused(dialogue, cleo, topics):
    with pytest.raises(Invalid):
        bring(dialogue, cleo, *topics)


def test_suggested_are_topics_that_one_may_see(dialogue, plenary, mia, cleo, dov):
    from tests.followup import practices

    bring(dialogue, cleo, "Rain")
    offer(dialogue, cleo, topics=["Hidden"])
    offer(dialogue, cleo, topics=["Open", "rain"], scope="everyone")
    practices.pin(plenary, mia, cast.post(plenary, cleo).seq, topics=["From practice"])
    seen = vocabulary.suggested(participant(dialogue.pk, dov.pk))
    assert seen == ["Rain", "Open", "From practice"]
    assert "Hidden" in vocabulary.suggested(participant(dialogue.pk, mia.pk))


def test_a_topic_that_a_challenge_has_no_more_is_not_suggested(dialogue, cleo, dov):
    first = offer(dialogue, cleo, topics=["Typed by mistake"], scope="everyone")
    offer(dialogue, cleo, challenge=first, topics=["Water"], scope="everyone")
    assert vocabulary.suggested(participant(dialogue.pk, dov.pk)) == ["Water"]


def test_sought_is_what_is_offered_and_not_what_is_a_draft(dialogue, cleo, dov):
    write(dialogue, dov, topics=["Later"])
    offer(dialogue, cleo, topics=["Rents"])
    offer(dialogue, cleo, topics=["Land"])
    assert reading.seeks_of(dialogue) == {cleo.pk: frozenset({"Rents", "Land"})}


def test_a_card_says_who_and_what(dialogue, ben, cleo):
    challenge = offer(dialogue, cleo, as_city=True)
    put_on(challenge, ben)
    (found,) = reading.on_programme(dialogue)
    card = reading.card(found)
    assert (card.who, card.title) == ("Lyon · Cleo Marin", "Rents that rise")
    assert card.parts[0] == ("Context", "A settlement between lake and railway.")
    assert card.languages == "English"
    assert reading.card(offer(dialogue, cleo)).who == "Cleo Marin, Lyon, France"


def test_one_sentence_and_no_more(dialogue, cleo):
    with pytest.raises(Invalid):
        bring(dialogue, cleo, sentence="x" * 301)
    bring(dialogue, cleo, sentence="I\nlisten.")
    assert bringing.of(dialogue, cleo.pk).sentence == "I listen."
