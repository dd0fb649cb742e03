"""A group's own time and roles: who may hold, go on, skip and add minutes, by both doors."""

from __future__ import annotations

import pytest

from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from tests.breakout import scenes
from tests.breakout.pages import board
from tests.breakout.scripts import groups
from tests.breakout.scripts.groups import room, run, told
from tests.dialogues.pages import send
from tests.support import cast

DEEDS = [
    ("scripts.hold", {}),
    ("scripts.resume", {}),
    ("scripts.skip", {"at": 0}),
    ("scripts.add_minutes", {"minutes": 2}),
]


@pytest.fixture
def people(dialogue, cleo, dov):
    return {p.pk: p for p in [cleo, dov, *groups.crowd(dialogue, "fay", "gus", "hal", "ivy")]}


@pytest.fixture
def round(dialogue, ben, people):
    first, second = list(people.values())[:4], list(people.values())[4:]
    return scenes.open_now(groups.seated(dialogue, ben, first, second), ben)


@pytest.fixture
def lead(round, people):
    return people[run(round).held["moderator"][0]]


@pytest.fixture
def adviser(round, people):
    return people[run(round).held["adviser"][0]]


@pytest.mark.parametrize(("name", "args"), DEEDS)
def test_the_crew_and_who_leads_the_group_may_and_others_may_not(
    round, ada, ben, mia, lead, adviser, people, eve, name, args
):
    for person in (ada, ben, mia, lead):
        cast.do(room(round), person, name, **args)
    with pytest.raises(NotAllowed):
        cast.do(room(round), adviser, name, **args)
    other = people[run(round, 1).held["moderator"][0]]
    for person in (other, eve):
        with pytest.raises(Refusal) as refusal:
            cast.do(room(round), person, name, **args)
        assert isinstance(refusal.value, NotFound | NotAllowed)


def test_a_held_step_stands_still_in_this_group_alone(round, lead):
    cast.do(room(round), lead, "scripts.hold")
    groups.later(round, 6)
    assert (run(round).step.title, run(round, 1).step.title) == ("Casting", "Account")
    cast.do(room(round), lead, "scripts.resume")
    assert 4.9 < groups.soon(run(round).until) <= 5
    assert [kind for kind, _title in told(room(round))] == [
        "step_began",
        "step_held",
        "step_resumed",
    ]


def test_a_step_that_is_held_already_is_held_once(round, lead, ben):
    for person in (lead, ben):
        cast.do(room(round), person, "scripts.hold")
    assert [kind for kind, _title in told(room(round))] == ["step_began", "step_held"]


def test_minutes_are_added_to_this_group_alone(round, lead):
    cast.do(room(round), lead, "scripts.add_minutes", minutes=3)
    groups.later(round, 6)
    assert (run(round).step.title, run(round, 1).step.title) == ("Casting", "Account")
    groups.later(round, 2)
    assert run(round).step.title == "Account"


def test_two_who_skip_the_same_step_skip_one(round, lead, ben):
    for person in (lead, ben):
        cast.do(room(round), person, "scripts.skip", at=0)
    assert told(room(round)) == [("step_began", "Casting"), ("step_began", "Account")]


def test_the_server_wakes_for_whichever_group_comes_first(round, lead):
    cast.do(room(round), lead, "scripts.skip", at=0)
    groups.later(round, 5)
    assert (run(round).step.title, run(round, 1).step.title) == ("Account", "Account")
    groups.later(round, 5.1)
    assert (run(round).step.title, run(round, 1).step.title) == ("Key question", "Account")


def test_what_is_over_is_not_steered(round, lead):
    groups.later(round, 41)
    with pytest.raises(Refusal, match="is through with its script"):
        cast.do(room(round), lead, "scripts.hold")


def test_where_nobody_leads_everyone_of_the_group_may(dialogue, ben, people):
    first, *others = people.values()
    round = groups.seated(dialogue, ben, [first, *others[:2]], [others[3]], sign="troika")
    scenes.open_now(round, ben)
    cast.do(room(round), first, "scripts.add_minutes", minutes=1)
    with pytest.raises(NotFound):
        cast.do(room(round), others[3], "scripts.add_minutes", minutes=1)


def test_where_people_change_tables_a_facilitator_steers_all_at_once(dialogue, ben, mia, people):
    (a, b, c, d, *_) = people.values()
    round = scenes.open_now(groups.seated(dialogue, ben, [a, b], [c, d], sign="world_cafe"), ben)
    with pytest.raises(Refusal, match="ask a facilitator"):
        cast.do(room(round), mia, "scripts.hold")
    cast.do(room(round), ben, "scripts.hold")
    assert run(round).is_held and run(round, 1).is_held
    cast.do(room(round), ben, "scripts.resume")
    guests = [run(round, place).held["guest"] for place in (0, 1)]
    for at in range(3):
        cast.do(room(round), ben, "scripts.skip", at=at)
    assert run(round).until == run(round, 1).until
    assert [run(round, place).held["guest"] for place in (0, 1)] == guests[::-1]


# ---- roles -------------------------------------------------------------------------------------------


def test_a_role_that_the_group_chooses_anybody_takes_over(round, lead, adviser):
    cast.do(room(round), adviser, "scripts.hand_role", role="moderator", person=adviser.pk)
    assert run(round).held["moderator"] == (adviser.pk,)
    assert lead.pk in run(round).held["adviser"]
    assert told(room(round))[-1][0] == "roles_handed"


def test_nobody_takes_a_case_or_gives_roles_to_others_but_who_leads(round, lead, adviser, people):
    with pytest.raises(NotAllowed):
        cast.do(room(round), adviser, "scripts.hand_role", role="case_giver", person=adviser.pk)
    with pytest.raises(NotAllowed):
        cast.do(room(round), adviser, "scripts.hand_role", role="note_taker", person=lead.pk)
    cast.do(room(round), lead, "scripts.hand_role", role="case_giver", person=adviser.pk)
    assert run(round).held["case_giver"] == (adviser.pk,)


@pytest.mark.parametrize("role", ["adviser", "nobody"])
def test_what_is_no_role_for_one_is_not_handed_on(round, lead, adviser, role):
    with pytest.raises(NotFound):
        cast.do(room(round), lead, "scripts.hand_role", role=role, person=adviser.pk)


def test_a_role_goes_to_nobody_outside_of_the_group(round, lead, ben, eve):
    for person in (ben, eve):
        with pytest.raises(NotFound):
            cast.do(room(round), lead, "scripts.hand_role", role="moderator", person=person.pk)


# ---- the page ----------------------------------------------------------------------------------------


def address(round):
    return f"/d/{round.dialogue.slug}/rooms/{room(round).pk}/script"


def test_a_button_does_the_same_without_a_script(round, lead, sign_in):
    client = sign_in(lead)
    send(client, address(round), command="scripts.hold", at="0", minutes="2")
    assert run(round).is_held
    send(client, address(round), command="scripts.skip", at="0", minutes="2")
    assert run(round).step.title == "Account"


def test_a_button_pressed_twice_is_pressed_once(round, lead, sign_in):
    client = sign_in(lead)
    for _ in range(2):
        send(client, address(round), key="k" * 36, command="scripts.add_minutes", minutes="2")
    assert 6.9 < groups.soon(run(round).until) <= 7


@pytest.mark.parametrize(
    "said",
    [
        {"command": "scripts.skip", "at": "x"},
        {"command": "scripts.add_minutes", "minutes": "-1"},
        {"command": "scripts.add_minutes", "minutes": "600"},
        {"command": "scripts.hand_role", "role": "No!", "person": "1"},
        {"command": "chat.post_message", "text": "Hello"},
        {},
    ],
)
def test_what_no_button_says_is_refused(round, lead, sign_in, said):
    assert send(sign_in(lead), address(round), **said).status_code == Invalid.status


def test_the_page_of_a_group_shows_the_step_and_what_it_asks(round, lead, adviser, sign_in):
    text = sign_in(lead).get(room(round).get_absolute_url()).content.decode()
    assert "Step 1 of 6" in text
    assert "Introduce the six phases in a sentence each" in text
    assert 'data-slot="deeds" hidden' not in text
    other = sign_in(adviser).get(room(round).get_absolute_url()).content.decode()
    assert 'data-slot="deeds" hidden' in other
    assert "Take over" in other


def test_the_plenary_shows_no_script(round, plenary, lead, sign_in):
    assert "step-now" not in sign_in(lead).get(plenary.get_absolute_url()).content.decode()


def test_a_facilitator_chooses_on_a_page(dialogue, ben, mia, sign_in):
    made = scenes.drafted(dialogue, ben)
    url = f"/d/{dialogue.slug}/rounds/{made.pk}/script"
    assert sign_in(mia).get(url).status_code == 403
    assert f'href="{url}"' in board(made, ben).content.decode()
    assert "Choose a script" not in board(made, mia).content.decode()
    answer = send(sign_in(ben), url, script="troika")
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert "Troika" in board(made, mia).content.decode()
    assert 'value="troika" checked' in sign_in(ben).get(url).content.decode()


def test_the_board_says_where_each_group_stands_and_for_whom_it_waits(round, people, ben):
    page = board(round, ben).content.decode()
    assert "Choose another script" not in page
    assert page.count("5 minutes left") == 2
    giver = people[run(round).held["case_giver"][0]]
    scenes.move(round, ben, giver, to=None)
    page = board(round, ben).content.decode()
    assert page.count("5 minutes left") == 1 and "stands still without" in page
