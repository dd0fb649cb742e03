"""Voting with names: who may, what counts, and what everybody is told of it."""

import pytest

from chat.polls.closing import PollIsClosed
from chat.polls.models import Poll, Vote
from polylogue.dialogues import guests
from polylogue.dialogues.policy import DialogueArchived
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.people.models import User
from rooms.actions import RoomIsClosed
from tests.chat.polls import scenes
from tests.chat.reactions.test_reacting import close as close_room
from tests.chat.reactions.test_reacting import enrolled
from tests.support import cast


def test_a_vote_is_a_row_and_is_told_at_once(plenary, ben, cleo):
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, cleo, poll, 1)
    assert list(Vote.objects.values_list("person", "choices")) == [(cleo.pk, [1])]
    assert scenes.standing(plenary, poll) == {
        "voted": 1, "of": 1, "results": [[0, 0], [1, 100], [0, 0]],
    }  # fmt: skip


def test_a_vote_is_changed_until_the_poll_is_closed(plenary, ben, cleo):
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, cleo, poll, 1)
    scenes.vote(plenary, cleo, poll, 2)
    scenes.close(plenary, ben, poll)
    with pytest.raises(PollIsClosed):
        scenes.vote(plenary, cleo, poll, 0)
    assert list(Vote.objects.values_list("choices", flat=True)) == [[2]]
    assert [n for n, _ in scenes.result(plenary)["results"]] == [0, 0, 1]


def test_the_same_vote_again_tells_nothing(plenary, ben, cleo):
    poll = scenes.opened(plenary, ben)
    for _ in range(2):
        scenes.vote(plenary, cleo, poll, 1)
    scenes.later(plenary)
    assert scenes.kinds(plenary).count(("polls.counted", "everyone")) == 1


def test_what_follows_within_a_second_is_told_together_when_it_is_over(plenary, dialogue, ben):
    poll = scenes.opened(plenary, ben)
    for person in enrolled(dialogue, 5):
        scenes.vote(plenary, person, poll, 0)
    assert scenes.kinds(plenary).count(("polls.counted", "everyone")) == 1
    scenes.later(plenary)
    assert scenes.counts(plenary, poll) == [5, 0, 0]
    assert scenes.kinds(plenary).count(("polls.counted", "everyone")) == 2
    scenes.later(plenary)
    assert scenes.kinds(plenary).count(("polls.counted", "everyone")) == 2


def test_two_polls_of_a_room_keep_one_pace(plenary, ben, cleo):
    polls = [scenes.opened(plenary, ben) for _ in range(2)]
    for poll in polls:
        scenes.vote(plenary, cleo, poll, 0)
        scenes.vote(plenary, ben, poll, 1)
    scenes.later(plenary)
    told = [sorted(entry["standing"]) for entry in scenes.shown(plenary, "polls.counted")]
    assert told == [[str(polls[0])], sorted(map(str, polls))]


@pytest.mark.parametrize(
    ("said", "choices"),
    [
        ({}, [0, 1]),
        ({}, [3]),
        ({"kind": "multiple", "least": 2, "most": 3}, [0]),
        ({"kind": "multiple", "most": 2}, [0, 1, 2]),
        ({"kind": "multiple", "most": 2}, [1, 1]),
        ({"kind": "scale", "options": ["low", "high"], "least": 1, "most": 5}, [5]),
    ],
)
@pytest.mark.parametrize("is_anonymous", [False, True])
def test_what_cannot_be_chosen_is_refused(plenary, ben, cleo, said, choices, is_anonymous):
    poll = scenes.opened(plenary, ben, **said, is_anonymous=is_anonymous)
    with pytest.raises(Invalid):
        scenes.vote(plenary, cleo, poll, *choices)
    assert Poll.objects.get().told == {"voted": 0}


def test_several_choices_count_each(plenary, ben, cleo, dov):
    poll = scenes.opened(plenary, ben, kind="multiple", least=1, most=2)
    scenes.vote(plenary, cleo, poll, 2, 0)
    scenes.vote(plenary, dov, poll, 0)
    scenes.close(plenary, ben, poll)
    assert scenes.result(plenary)["results"] == [[2, 100], [0, 0], [1, 50]]


def test_a_scale_has_a_mean(plenary, ben, cleo, dov):
    poll = scenes.opened(plenary, ben, kind="scale", options=["low", "high"], least=1, most=5)
    scenes.vote(plenary, cleo, poll, 4)
    scenes.vote(plenary, dov, poll, 1)
    scenes.close(plenary, ben, poll)
    shown = scenes.result(plenary)
    assert (shown["labels"], shown["mean"]) == (["1", "2", "3", "4", "5"], "3.5")
    assert [n for n, _ in shown["results"]] == [0, 1, 0, 0, 1]


def test_a_vote_of_the_wrong_kind_is_refused(plenary, ben, cleo):
    named, anonymous = scenes.opened(plenary, ben), scenes.opened(plenary, ben, is_anonymous=True)
    with pytest.raises(Invalid):
        cast.do(plenary, cleo, "polls.vote", poll=anonymous, choices=[0])
    with pytest.raises(Invalid):
        cast.do(plenary, cleo, "polls.cast_ballot", poll=named, choices=[0])
    assert not Vote.objects.exists()


# ---- who may, and where ------------------------------------------------------------------------


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_observers_do_not_vote_and_the_crew_does(plenary, dialogue, ada, mia, dov, is_anonymous):
    cast.change_roles(dialogue, dov, ada, "observer")
    poll = scenes.opened(plenary, ada, is_anonymous=is_anonymous)
    with pytest.raises(NotAllowed):
        scenes.vote(plenary, dov, poll, 0)
    scenes.vote(plenary, mia, poll, 0)
    assert scenes.standing(plenary, poll)["voted"] == 1


@pytest.mark.parametrize("who", ["eve", "removed"])
def test_whoever_is_not_inside_does_not_vote(plenary, dialogue, ada, dov, eve, who):
    poll = scenes.opened(plenary, ada)
    cast.remove(dialogue, dov, by=ada)
    with pytest.raises((NotAllowed, NotFound)):
        scenes.vote(plenary, eve if who == "eve" else dov, poll, 0)
    assert not Vote.objects.exists()


def test_a_draft_takes_no_vote(plenary, ben):
    poll = scenes.draft(plenary, ben)
    with pytest.raises(PollIsClosed):
        scenes.vote(plenary, ben, poll, 0)


def test_a_closed_room_takes_no_vote_and_its_polls_can_still_be_closed(side_room, ada, cleo):
    poll = scenes.opened(side_room, ada)
    scenes.vote(side_room, cleo, poll, 0)
    close_room(side_room, ada)
    with pytest.raises(RoomIsClosed):
        scenes.vote(side_room, cleo, poll, 1)
    scenes.close(side_room, ada, poll)
    assert scenes.result(side_room)["voted"] == 1


def test_an_archived_dialogue_takes_no_vote(plenary, dialogue, ada, cleo):
    from polylogue.dialogues.intents import run_as
    from polylogue.dialogues.particulars import archive_dialogue

    poll = scenes.opened(plenary, ada)
    run_as(dialogue, ada, archive_dialogue, key=cast.new_key(), content=0, reach=True)
    with pytest.raises(DialogueArchived):
        scenes.vote(plenary, cleo, poll, 1)


# ---- guests that became accounts ---------------------------------------------------------------


def merge(dialogue, guest, account):
    act = lambda: guests.merge(guest, account)  # noqa: E731
    streams = cast.every_stream(dialogue)
    writer.run(Intent(act=act, actor=account.pk, streams=streams, lane=dialogue.stream_id))


@pytest.fixture
def guest(dialogue):
    made = User.objects.create_user(None, display_name="Cleo")
    cast.enrol(dialogue, made, "participant")
    return made


def test_an_account_changes_what_it_voted_as_a_guest(plenary, dialogue, ben, cleo, guest):
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, guest, poll, 0)
    merge(dialogue, guest, cleo)
    scenes.vote(plenary, cleo, poll, 1)
    scenes.close(plenary, ben, poll)
    assert [n for n, _ in scenes.result(plenary)["results"]] == [0, 1, 0]


def test_an_account_does_not_vote_again_where_it_did_as_a_guest(
    plenary, dialogue, ben, cleo, guest
):
    poll = scenes.opened(plenary, ben, is_anonymous=True)
    scenes.vote(plenary, guest, poll, 0)
    merge(dialogue, guest, cleo)
    scenes.vote(plenary, cleo, poll, 1)
    scenes.close(plenary, ben, poll)
    assert scenes.result(plenary)["voted"] == 1


def test_who_voted_with_both_before_they_were_one_is_counted_once(
    plenary, dialogue, ben, cleo, guest
):
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, guest, poll, 0)
    scenes.vote(plenary, cleo, poll, 1)
    merge(dialogue, guest, cleo)
    scenes.close(plenary, ben, poll)
    assert [n for n, _ in scenes.result(plenary)["results"]] == [0, 1, 0]
