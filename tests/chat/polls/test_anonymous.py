"""Anonymous votes: nothing in the database leads from a voter to a ballot."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta

import pytest
from django.db import connection, models, transaction

from chat import pacing
from chat.polls import urns
from chat.polls.models import Ballot, Poll, Roll, Urn
from polylogue.log.models import Command, Entry
from tests.chat.polls import scenes
from tests.chat.reactions.test_reacting import enrolled

# What differs from one run to the next whoever votes what: moments, random names, numbers of jobs.
BY_CHANCE = [
    (r"datetime\.datetime\((?:[^()]|\([^()]*\))*\)", "MOMENT"),
    (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*(\+00:00|Z)?", "MOMENT"),
    (r"UUID\('[0-9a-f-]{36}'\)", "RANDOM"),
    (r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", "RANDOM"),
    (r"timer:\d+:", "timer:JOB:"),
]


AS_THEY_LIE = {"polls_roll", "polls_urn"}


def dump():
    """Every row of every table there is; who voted and what was voted in the order on the disk.

    Where the rows of other tables lie depends on what the database has swept away meanwhile.
    """
    tables = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [masked(row, table) for row in cursor.fetchall()]
            tables[table] = rows if table in AS_THEY_LIE else sorted(rows)
    return tables


def masked(row, table):
    text = repr(row[1:] if table in {"jobs_job", "polls_poll"} else row)
    for pattern, name in BY_CHANCE:
        text = re.sub(pattern, name, text)
    return text


@pytest.fixture
def people(dialogue, monkeypatch):
    """Seven, who all vote before what came since the first vote is told."""
    monkeypatch.setattr(pacing, "PACE", timedelta(hours=1))
    return enrolled(dialogue, 7)


CHOICES = [0, 0, 0, 1, 1, 2, 2]


def left_behind(plenary, ben, poll, pairs, *, closed):
    """All that is in the database after these people voted like this, in this order."""
    with transaction.atomic():
        for person, choice in pairs:
            scenes.vote(plenary, person, poll, choice)
        scenes.later(plenary, pacing.PACE.total_seconds())
        if closed:
            scenes.close(plenary, ben, poll)
        found = dump()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("results", ["live", "closed"])
def test_whoever_votes_what_and_when_leaves_the_same_behind(plenary, ben, people, closed, results):
    """Two people change places, in what they choose or in when they vote: not a row differs."""
    poll = scenes.opened(plenary, ben, is_anonymous=True, results=results)
    pairs = list(zip(people, CHOICES, strict=True))
    exchanged = list(zip(people, reversed(CHOICES), strict=True))
    first = left_behind(plenary, ben, poll, pairs, closed=closed)
    for others in (exchanged, exchanged[::-1], pairs[::-1], pairs[3:] + pairs[:3]):
        assert left_behind(plenary, ben, poll, others, closed=closed) == first


def test_with_names_it_would_be_noticed(plenary, ben, people):
    """The comparison can fail: in a poll with names the rows do tell."""
    poll = scenes.opened(plenary, ben)
    pairs = list(zip(people, CHOICES, strict=True))
    exchanged = list(zip(people, reversed(CHOICES), strict=True))
    first = left_behind(plenary, ben, poll, pairs, closed=True)
    assert left_behind(plenary, ben, poll, exchanged, closed=True) != first


def test_no_row_is_kept_of_a_ballot_being_given(plenary, ben, people):
    """No answer, no hash, no entry of the voter: nothing that has a time."""
    poll = scenes.opened(plenary, ben, is_anonymous=True)
    commands, entries = set(Command.objects.values_list("key")), Entry.objects.count()
    scenes.vote(plenary, people[0], poll, 0, key="a-key-of-the-browser")
    scenes.vote(plenary, people[0], poll, 0, key="a-key-of-the-browser")
    assert set(Command.objects.values_list("key")) == commands
    (entry,) = Entry.objects.order_by("-at")[: Entry.objects.count() - entries]
    assert (entry.kind, entry.actor.is_system) == ("polls.counted", True)


def test_voters_and_ballots_have_nothing_in_common_but_the_poll():
    names = [{field.name for field in model._meta.get_fields()} for model in (Roll, Urn, Ballot)]
    for one, other in itertools.combinations(names, 2):
        assert one & other <= {"poll"} | ({"ballots", "choices"} & one & other)
    fields = [f for model in (Roll, Urn, Ballot) for f in model._meta.get_fields()]
    assert not [f for f in fields if isinstance(f, (models.DateField, models.AutoField))]


def test_ballots_are_written_shuffled_when_the_poll_is_closed(plenary, dialogue, ben):
    """Twelve people choose twelve answers: they lie in no order that they voted or are listed in."""
    options = [f"Answer {n}" for n in range(12)]
    poll = scenes.opened(plenary, ben, is_anonymous=True, options=options)
    for choice, person in enumerate(enrolled(dialogue, 12)):
        scenes.vote(plenary, person, poll, choice)
    assert not Ballot.objects.exists() and Urn.objects.exists()
    scenes.close(plenary, ben, poll)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, choices FROM polls_ballot")
        lying = [(str(pk), str(choices)) for pk, choices in cursor.fetchall()]
    voted = [f"[{n}]" for n in range(12)]
    assert sorted(choices for _pk, choices in lying) == sorted(voted)
    # One chance in 12! each, so never.
    assert [choices for _pk, choices in lying] not in (voted, voted[::-1], sorted(voted))
    assert [choices for _pk, choices in sorted(lying)] not in (voted, voted[::-1])
    assert not Urn.objects.exists()


def test_every_order_is_as_likely():
    """Of six orders each comes up about as often; far from it would be one chance in millions."""
    box = urns.Box([(0,), (1,), (2,)])
    seen = [tuple(urns.shuffled(box)) for _ in range(6000)]
    often = [seen.count(order) for order in itertools.permutations([(0,), (1,), (2,)])]
    assert sum(often) == 6000 and all(800 < n < 1200 for n in often)


def test_the_ballots_can_be_counted_again(plenary, ben, people):
    poll = scenes.opened(plenary, ben, is_anonymous=True, kind="multiple", most=3)
    for person, choices in zip(
        people, ([0], [0], [0, 1], [2], [1, 2], [0, 1, 2], [1]), strict=True
    ):
        scenes.vote(plenary, person, poll, *choices)
    scenes.close(plenary, ben, poll)
    ballots = list(Ballot.objects.values_list("choices", flat=True))
    counted = [sum(n in ballot for ballot in ballots) for n in range(3)]
    assert counted == [n for n, _percent in scenes.result(plenary)["results"]] == [4, 4, 3]
    assert len(ballots) == 7 == len(Roll.objects.get().people)


def test_the_first_ballot_counts_and_cannot_be_changed(plenary, ben, people):
    poll = scenes.opened(plenary, ben, is_anonymous=True)
    for choice in (0, 1, 1):
        scenes.vote(plenary, people[0], poll, choice)
    scenes.close(plenary, ben, poll)
    assert list(Ballot.objects.values_list("choices", flat=True)) == [[0]]


def test_a_page_shows_that_one_has_voted_and_not_what(plenary, ben, people, sign_in):
    poll = scenes.opened(plenary, ben, is_anonymous=True)
    scenes.vote(plenary, people[0], poll, 1)
    mine = sign_in(people[0]).get(plenary.get_absolute_url()).content.decode()
    others = sign_in(people[1]).get(plenary.get_absolute_url()).content.decode()
    assert "data-voted" in mine and " checked" not in mine
    assert " data-voted" not in others
    assert Poll.objects.get().told == {"voted": 1}
