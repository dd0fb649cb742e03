"""What the log, transcripts, searches and frames show of a challenge, and to whom."""

import pytest
from django.urls import reverse

from breakout.challenges.models import Draft, Version
from polylogue.log import redaction
from polylogue.transcripts.export import Choices, Purpose, markdown, transcript_of
from tests.breakout.challenges.cases import as_, bring, keep, offer, text, withdraw


def written(dialogue, reader=None):
    """The record, or what somebody can follow."""
    choices = Choices(purpose=Purpose.VIEW if reader else Purpose.RECORD)
    told = transcript_of(dialogue, choices=choices, reader=reader and reader.pk)
    return "".join(markdown(told))


def test_a_transcript_tells_all_that_an_offered_challenge_says(dialogue, cleo, dov):
    offer(dialogue, cleo, scope="everyone", as_city=True)
    told = written(dialogue, dov)
    for words in ("Lyon · Cleo Marin: Rents that rise", "Key question: How do we keep",
                  "Obstacle: No land and no cash.", "Affordable housing"):  # fmt: skip
        assert words in told


def test_a_transcript_without_the_crew_holds_nothing_of_what_is_for_the_group(dialogue, cleo, dov):
    offer(dialogue, cleo)
    assert "Rents that rise" not in written(dialogue, dov)
    assert "Rents that rise" in written(dialogue)


def test_withdrawn_it_is_told_without_a_word_of_it(dialogue, cleo):
    withdraw(offer(dialogue, cleo, scope="everyone"), cleo)
    told = written(dialogue)
    assert "withdrew challenge" in told and "Rents" not in told


def test_a_transcript_tells_what_people_bring(dialogue, cleo):
    bring(dialogue, cleo, "Rain gardens", sentence="We dug eleven.")
    told = written(dialogue)
    assert "Rain gardens" in told and "We dug eleven." in told


def found(client, dialogue, words):
    return client.get(reverse("search:find", args=[dialogue.slug]), {"q": words}).content.decode()


def test_a_search_finds_what_is_offered_for_whom_it_is(dialogue, ben, cleo, dov, sign_in):
    challenge = offer(dialogue, cleo)
    url = challenge.get_absolute_url()
    assert url in found(sign_in(cleo), dialogue, "bearable")
    assert url in found(sign_in(ben), dialogue, "railway")
    assert url not in found(sign_in(dov), dialogue, "bearable")
    offer(dialogue, cleo, challenge=challenge, scope="everyone")
    assert url in found(sign_in(dov), dialogue, "bearable")
    withdraw(challenge, cleo)
    for person in (ben, cleo, dov):
        assert url not in found(sign_in(person), dialogue, "bearable")


def test_what_is_removed_for_good_is_in_no_version_and_no_draft(dialogue, ada, cleo):
    challenge = offer(dialogue, cleo, scope="everyone")
    offer(dialogue, cleo, challenge=challenge, scope="everyone", title="Later title")
    keep(dialogue, cleo, "Typed", challenge=challenge)
    seq = challenge.offered_seq
    as_(dialogue, ada, lambda by: redaction.redact(dialogue.stream_id, seq, by=by.person_id))
    assert not Draft.objects.exists()
    assert set(Version.objects.values_list("title", "context", "question")) == {("", "", "")}
    assert text(challenge).topics == []
    assert "Later title" not in written(dialogue)


@pytest.mark.django_db(transaction=True)
async def test_frames_tell_of_an_offer_those_for_whom_it_is(dialogue, cleo, dov, ben, join):
    from asgiref.sync import sync_to_async

    sockets = {person: await join(dialogue, as_=person) for person in (ben, cleo, dov)}
    await sync_to_async(offer)(dialogue, cleo)
    await sync_to_async(offer)(dialogue, cleo, scope="everyone", title="For all")
    heard = {}
    for person, socket in sockets.items():
        frames = []
        while not any("For all" in str(frame) for frame in frames):
            frames.append(await socket.next("entries"))
        heard[person] = str(frames)
    assert "Rents that rise" in heard[ben] and "Rents that rise" in heard[cleo]
    assert "Rents that rise" not in heard[dov]
    assert all("railway" not in frames for frames in heard.values())
