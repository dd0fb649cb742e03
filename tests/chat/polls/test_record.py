"""What stays of a poll: in transcripts, in an extract, in the search, and what can be removed from it."""

from __future__ import annotations

import json

import pytest

from chat.polls.models import Ballot, Poll, Roll, Urn, Vote
from polylogue.jobs.models import Job
from polylogue.log import redaction, writer
from polylogue.log.intents import Intent
from polylogue.search.following import catch_up
from polylogue.transcripts.export import jsonl, markdown, transcript_of
from polylogue.transcripts.extract import extract
from tests.chat.polls import scenes
from tests.support import cast


@pytest.fixture
def over(plenary, ben, cleo, dov):
    """A poll that is over: cleo and dov chose green, nobody another colour."""
    poll = scenes.opened(plenary, ben)
    for person in (cleo, dov):
        scenes.vote(plenary, person, poll, 1)
    scenes.close(plenary, ben, poll)
    return Poll.objects.get(pk=poll)


def told(dialogue):
    return "".join(markdown(transcript_of(dialogue)))


def found(dialogue, client, words):
    catch_up(dialogue.rooms.values_list("stream_id", flat=True))
    return client.get(f"/d/{dialogue.slug}/search", {"q": words}).content.decode()


def forget(room, poll, by):
    act = lambda: redaction.redact(room.stream_id, poll.seq, by=by.pk)  # noqa: E731
    writer.run(Intent(act=act, actor=by.pk, streams=(room.stream_id,), lane=0))


def test_a_transcript_tells_what_was_asked_and_what_came_of_it(dialogue, over):
    document = told(dialogue)
    closed = document[document.index("closed poll") :]
    for line in ("- Which colour?", "- Green: 2 votes, 100 %", "- Red: 0 votes, 0 %"):
        assert line in closed
    assert "- 2 people voted" in closed


def test_a_transcript_for_machines_holds_the_same(dialogue, over):
    lines = [json.loads(line) for line in b"".join(jsonl(transcript_of(dialogue))).splitlines()]
    (closed,) = [line for line in lines if line.get("kind") == "polls.poll_closed"]
    assert closed["data"]["look"]["results"] == [[0, 0], [2, 100], [0, 0]]


def test_a_scale_is_told_with_its_ends_and_its_mean(plenary, dialogue, ben, cleo):
    poll = scenes.opened(plenary, ben, kind="scale", options=["never", "always"], least=1, most=5)
    scenes.vote(plenary, cleo, poll, 4)
    scenes.close(plenary, ben, poll)
    document = told(dialogue)
    assert "- 1 (never): 0 votes" in document and "- 5 (always): 1 vote, 100 %" in document
    assert "- Mean: 5.0" in document


@pytest.mark.parametrize("rule", ["private", "unattributed", "public"])
def test_an_extract_tells_what_the_rule_of_the_room_lets_out(
    plenary, dialogue, ada, ben, cleo, rule
):
    cast.set_rule(plenary, ada, rule)
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, cleo, poll, 1)
    scenes.close(plenary, ben, poll)
    document = "".join(extract(transcript_of(dialogue)))
    assert ("Which colour?" in document) == (rule != "private")
    assert ("Green: 1 vote, 100 %" in document) == (rule != "private")
    assert ("Ben" in document) == (rule == "public")
    assert "Cleo" not in document


def test_results_that_came_in_confidence_stay_in_the_room(plenary, dialogue, ada, ben):
    cast.set_rule(plenary, ada, "public")
    poll = scenes.opened(plenary, ben)
    cast.set_rule(plenary, ada, "private")
    scenes.close(plenary, ben, poll)
    assert "Which colour?" not in "".join(extract(transcript_of(dialogue)))


def test_a_poll_is_found_and_leads_to_its_page(plenary, dialogue, cleo, eve, over, sign_in):
    page = found(dialogue, sign_in(cleo), "colour green")
    link = f"{plenary.get_absolute_url()}polls/at/{over.seq}"
    assert f'href="{link}"' in page
    assert "Which colour?" in sign_in(cleo).get(link).content.decode()
    assert sign_in(eve).get(link).status_code == 404


def test_a_draft_is_not_found(plenary, dialogue, ben, sign_in):
    scenes.draft(plenary, ben, question="Zanzibar?")
    assert "polls/at" not in found(dialogue, sign_in(ben), "zanzibar")


@pytest.mark.parametrize("is_anonymous", [False, True])
@pytest.mark.parametrize("is_closed", [False, True])
def test_removing_a_poll_for_good_removes_what_it_asked_and_what_was_voted(
    plenary, dialogue, ada, ben, cleo, sign_in, is_anonymous, is_closed
):
    poll = scenes.opened(plenary, ben, is_anonymous=is_anonymous, minutes=5)
    scenes.vote(plenary, cleo, poll, 1)
    if is_closed:
        scenes.close(plenary, ben, poll)
    kept = Poll.objects.get(pk=poll)
    assert "polls/at" in found(dialogue, sign_in(cleo), "colour")
    forget(plenary, kept, ada)
    for rows in (Vote, Roll, Urn, Ballot):
        assert not rows.objects.exists()
    kept = Poll.objects.get(pk=poll)
    assert (kept.question, kept.options, kept.told) == ("", [], {})
    assert not Job.objects.filter(kind="polls.close").waiting().exists()
    scenes.later(plenary)
    for content in (
        told(dialogue),
        b"".join(jsonl(transcript_of(dialogue))).decode(),
        sign_in(cleo).get(plenary.get_absolute_url()).content.decode(),
        sign_in(ben).get(f"{plenary.get_absolute_url()}polls/").content.decode(),
    ):
        assert "Which colour?" not in content and "Green" not in content
    assert "polls/at" not in found(dialogue, sign_in(cleo), "colour")
    assert sign_in(cleo).get(f"{plenary.get_absolute_url()}polls/at/{kept.seq}").status_code == 404
