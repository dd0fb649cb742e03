"""The pages of polls: they work as plain forms too."""

from __future__ import annotations

import pytest

from chat.polls.forms import PollForm
from chat.polls.models import Ballot, Poll, Vote
from tests.chat.polls import scenes
from tests.chat.reactions.test_reacting import close as close_room
from tests.support import cast

PLAIN = {
    "question": "Which colour?",
    "kind": "single",
    "answers": "Blue\n Green \n\nRed",
    "who": "named",
    "when": "live",
}


def sent(client, room, name, **said):
    return client.post(
        f"{room.get_absolute_url()}polls/{name}", {"key": cast.new_key(), **said}, follow=True
    )


def page(client, room):
    return client.get(room.get_absolute_url()).content.decode()


def test_a_poll_is_prepared_opened_voted_on_and_closed_without_a_script(
    plenary, ben, cleo, sign_in
):
    host, guest = sign_in(ben), sign_in(cleo)
    assert sent(host, plenary, "new", **PLAIN, minutes="10").status_code == 200
    poll = Poll.objects.get()
    assert (poll.options, poll.minutes, poll.is_draft) == (["Blue", "Green", "Red"], 10, True)
    sent(host, plenary, f"{poll.pk}/do", command="polls.open_poll")
    assert 'name="choice"' in page(guest, plenary)
    sent(guest, plenary, f"{poll.pk}/vote", choice="2")
    assert Vote.objects.get().choices == [2]
    sent(host, plenary, f"{poll.pk}/do", command="polls.extend_poll", minutes="5")
    sent(host, plenary, f"{poll.pk}/do", command="polls.close_poll")
    assert "This poll is closed." in page(guest, plenary)
    assert "1 vote, 100 %" in page(guest, plenary)


def test_an_anonymous_vote_by_a_form_is_in_the_urn_once(plenary, ben, cleo, sign_in):
    poll = scenes.opened(plenary, ben, is_anonymous=True)
    key = cast.new_key()
    for _ in range(2):
        sent(sign_in(cleo), plenary, f"{poll}/vote", choice="2", key=key)
    scenes.close(plenary, ben, poll)
    assert Ballot.objects.get().choices == [2]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"question": ""}, "This field is required."),
        ({"answers": ""}, "This field is required."),
        ({"answers": "Blue"}, "A poll needs 2 to 12 answers"),
        ({"answers": "Blue\nblue"}, "Two answers are the same."),
        ({"answers": "Blue\n" + "x" * 121}, "Each answer needs 1 to 120 characters."),
        ({"kind": "multiple", "at_least": "3", "at_most": "2"}, "does not fit how many there are"),
        ({"kind": "multiple"}, "This field is required."),
        ({"kind": "scale", "lowest": "5", "highest": "3"}, "from a lower to a higher number"),
        ({"minutes": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_does_not_fit_is_said_beside_it_and_nothing_is_lost(
    plenary, ben, sign_in, said, problem
):
    answer = sent(sign_in(ben), plenary, "new", **(PLAIN | {"question": "Why so?"} | said))
    content = answer.content.decode()
    assert answer.status_code == 422 and problem in content
    assert ("Why so?" in content) == (said.get("question") != "")
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"kind": "multiple", "at_least": "2", "at_most": "3", "who": "crew", "when": "closed"},
        {"kind": "scale", "lowest": "0", "highest": "10", "low_means": "no", "who": "anonymous"},
        {"when": "crew", "minutes": "90"},
    ],
)
def test_a_draft_is_shown_in_the_form_as_it_was_written(plenary, ben, sign_in, said):
    sent(sign_in(ben), plenary, "new", **(PLAIN | said))
    poll = Poll.objects.get()
    again = PollForm({k: v for k, v in PollForm.initially(poll).items() if v is not None})
    assert again.is_valid(), again.errors
    kept = again.particulars().cleaned()
    assert all(getattr(poll, name) == getattr(kept, name) for name in kept.__struct_fields__)
    answer = sign_in(ben).get(f"{plenary.get_absolute_url()}polls/{poll.pk}/change")
    assert "Which colour?" in answer.content.decode()


def test_a_draft_that_somebody_opened_meanwhile_leads_to_the_poll(plenary, ben, sign_in):
    poll = scenes.opened(plenary, ben)
    answer = sign_in(ben).get(f"{plenary.get_absolute_url()}polls/{poll}/change")
    assert answer.url.endswith(f"polls/at/{Poll.objects.get().seq}")


def test_one_sees_ones_own_vote_and_nobody_elses(plenary, ben, cleo, dov, sign_in):
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, cleo, poll, 1)
    assert 'value="1" checked' in page(sign_in(cleo), plenary)
    assert " checked" not in page(sign_in(dov), plenary)


@pytest.mark.parametrize("why", ["observer", "closed"])
def test_whoever_cannot_vote_here_is_offered_no_ballot(
    side_room, dialogue, ada, cleo, sign_in, why
):
    scenes.opened(side_room, ada)
    if why == "observer":
        cast.change_roles(dialogue, cleo, ada, "observer")
    else:
        close_room(side_room, ada)
    shown = page(sign_in(cleo), side_room).split('<template id="poll-template">')[0]
    assert "Which colour?" in shown and 'class="poll__ballot"' not in shown


def test_buttons_ask_for_nothing_else(plenary, ben, sign_in):
    poll = scenes.draft(plenary, ben)
    for said in (
        {"command": "polls.vote"},
        {"command": "chat.post_message"},
        {"command": "polls.extend_poll", "minutes": "-5"},
    ):
        assert sent(sign_in(ben), plenary, f"{poll}/do", **said).status_code in {400, 422}


def test_the_list_is_a_fragment_beside_the_conversation(plenary, ben, cleo, sign_in):
    scenes.opened(plenary, ben)
    url = f"{plenary.get_absolute_url()}polls/"
    assert "<html" in sign_in(cleo).get(url).content.decode()
    fragment = sign_in(cleo).get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and "Which colour?" in fragment


def test_a_room_with_many_polls_asks_the_database_no_more_often(
    plenary, ben, cleo, sign_in, django_assert_max_num_queries
):
    client = sign_in(cleo)
    page(client, plenary)
    counted = []
    for _ in range(2):
        for is_anonymous in (False, True):
            scenes.opened(plenary, ben, is_anonymous=is_anonymous)
        with django_assert_max_num_queries(200) as asked:
            page(client, plenary)
        counted.append(len(asked.captured_queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("poll", [0, 2**62, 10**30])
def test_a_number_that_no_poll_can_have_is_refused(plenary, ben, sign_in, poll):
    url = f"{plenary.get_absolute_url()}polls/{poll}/do"
    answer = sign_in(ben).post(url, {"command": "polls.open_poll", "key": "a" * 32})
    assert answer.status_code == 422
