"""Several tabs, people and processes at once: each person one vote, each poll one end.

Each thread stands for a process: it writes through a transaction of its own, beside the writer's lane.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec
import pytest
from django.db import connection

from chat.polls.models import Ballot, Poll, Roll, Urn, Vote
from polylogue.kit.refusals import Refusal
from polylogue.log import writer
from rooms import commands
from tests.chat.polls import scenes
from tests.chat.reactions.test_reacting import enrolled
from tests.support import cast

THREADS = 6

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*asks):
    """Gives each command from a process of its own, all at the same moment; what each was answered."""
    ready = threading.Barrier(len(asks))

    def give(ask):
        room, person, name, args = ask
        parsed = commands.parse(name, msgspec.json.encode({"stream": room.stream_id, **args}))
        intent = commands.intent(
            parsed,
            key=cast.new_key(),
            person=person.pk,
            dialogue=room.dialogue_id,
            lane=room.dialogue.stream_id,
        )
        answer = Future()
        ready.wait(20)
        try:
            writer._write([(intent, answer)])
            return answer.exception(20) or answer.result()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(give, asks))


def ballot(room, person, poll, choice):
    name = "polls.cast_ballot" if Poll.objects.get(pk=poll).is_anonymous else "polls.vote"
    return room, person, name, {"poll": poll, "choices": [choice]}


def refusals(answers):
    assert not [a for a in answers if isinstance(a, Exception) and not isinstance(a, Refusal)]
    return [answer for answer in answers if isinstance(answer, Refusal)]


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_one_person_in_several_tabs_votes_once(plenary, ben, cleo, is_anonymous):
    poll = scenes.opened(plenary, ben, is_anonymous=is_anonymous)
    answers = at_once(*[ballot(plenary, cleo, poll, n % 3) for n in range(THREADS)])
    assert refusals(answers) == []
    scenes.close(plenary, ben, poll)
    assert Poll.objects.get().told["voted"] == 1
    assert (Ballot if is_anonymous else Vote).objects.count() == 1


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_of_many_who_vote_at_once_none_is_lost(plenary, dialogue, ben, is_anonymous):
    poll = scenes.opened(plenary, ben, is_anonymous=is_anonymous)
    people = enrolled(dialogue, THREADS)
    answers = at_once(*[ballot(plenary, person, poll, 1) for person in people])
    assert refusals(answers) == []
    scenes.close(plenary, ben, poll)
    assert scenes.result(plenary)["results"][1] == [THREADS, 100]


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_a_vote_beside_the_end_counts_or_is_refused(plenary, dialogue, ben, is_anonymous):
    people = enrolled(dialogue, THREADS - 1)
    for _ in range(3):
        poll = scenes.opened(plenary, ben, is_anonymous=is_anonymous)
        votes = [ballot(plenary, person, poll, 0) for person in people]
        answers = at_once((plenary, ben, "polls.close_poll", {"poll": poll}), *votes)
        kept = Poll.objects.get(pk=poll)
        refused = refusals(answers)
        assert {refusal.code for refusal in refused} <= {"poll-closed"}
        assert kept.told["voted"] == len(people) - len(refused)
        rows = Ballot if is_anonymous else Vote
        assert rows.objects.filter(poll=poll).count() == kept.told["voted"]
        if is_anonymous:
            noted = Roll.objects.filter(poll=poll).values_list("people", flat=True).first() or []
            assert len(noted) == kept.told["voted"] and not Urn.objects.exists()


def test_a_poll_is_opened_once_and_closed_once(plenary, ben, mia):
    poll = scenes.draft(plenary, ben)
    opened = at_once(*[(plenary, by, "polls.open_poll", {"poll": poll}) for by in (ben, mia, ben)])
    assert [refusal.code for refusal in refusals(opened)] == ["poll-open"] * 2
    closed = at_once(*[(plenary, by, "polls.close_poll", {"poll": poll}) for by in (ben, mia, ben)])
    assert refusals(closed) == []
    told = [kind for kind, _audience in scenes.kinds(plenary)]
    assert told == ["polls.poll_drafted", "polls.poll_opened", "polls.poll_closed"]


def test_a_draft_is_deleted_or_opened(plenary, ben, mia):
    for _ in range(3):
        poll = scenes.draft(plenary, ben)
        args = {"poll": poll}
        asks = [(plenary, ben, "polls.drop_draft", args), (plenary, mia, "polls.open_poll", args)]
        (refused,) = refusals(at_once(*asks))
        assert refused.code in {"not-found", "poll-open"}
        assert Poll.objects.filter(pk=poll).exists() == (refused.code == "poll-open")
