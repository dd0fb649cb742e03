"""What makes no sense is refused in words, at the step or the role it is in."""

import pytest

from breakout.scripts import checking
from breakout.scripts.script import Role, Script
from polylogue.kit.refusals import Invalid
from tests.breakout.scripts.scenes import ROLES, script, step

SPEAKER, LISTENER = ROLES


def found(script):
    return [str(problem) for problem in checking.problems(script)]


def test_a_sound_script_has_no_problem():
    assert found(script()) == []


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ({"name": ""}, "A script needs a name of up to 80 characters."),
        ({"name": "x" * 81}, "A script needs a name of up to 80 characters."),
        ({"what_for": "x" * 601}, "Say it in up to 600 characters."),
        ({"least": 6}, "A group has from 1 to 30 people, and no fewer than its least."),
        ({"least": 0}, "A group has from 1 to 30 people, and no fewer than its least."),
        (
            {"steps": ()},
            "A script needs a step: without one it is free talk, which there is already.",
        ),
        (
            {"roles": (SPEAKER,)},
            "Exactly one role is for all who are left, so that everybody has one.",
        ),
        ({"turns": 3}, "No step is marked as one that is repeated."),
        ({"steps": (step(minutes=0),)}, "Step 1: A step needs at least one minute."),
        (
            {"steps": (step(), step(title=""))},
            "Step 2: A step needs a title of up to 80 characters.",
        ),
        ({"steps": (step(says="x" * 601),)}, "Step 1: Say it in up to 600 characters."),
        (
            {"steps": (step(writes=("writer",)),)},
            "Step 1: It names a role that nobody has.",
        ),
        (
            {"steps": (step(asks={"writer": "Write."}),)},
            "Step 1: It names a role that nobody has.",
        ),
        (
            {"steps": (step(writes=()),)},
            "Step 1: Nobody may write. Say who may, or that everybody is to be silent.",
        ),
        (
            {"steps": (step(silent=True),)},
            "Step 1: Somebody may write, so it is not a silent step.",
        ),
        (
            {"steps": (step(in_turn=True),)},
            "Step 1: It is to be repeated, but the script runs once.",
        ),
        (
            {"turns": 2, "steps": (step(in_turn=True), step(), step(in_turn=True))},
            "Step 3: The steps that are repeated have to follow one another.",
        ),
        ({"steps": (step(circle=9),)}, "Step 1: No group has so many people."),
        (
            {"steps": (step(circle=2), step(circle=3))},
            "Step 2: Circles of these sizes do not fit into one another: two pairs are four, not three.",
        ),
        (
            {"steps": (step(travels=True), step())},
            "People change tables, but no role stays to receive them.",
        ),
        (
            {"steps": (step(), step(travels=True))},
            "Step 2: After the last step nobody changes tables.",
        ),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_a_script_that_makes_no_sense_says_why(says, problem):
    assert problem in found(script(**says))


@pytest.mark.parametrize(
    ("roles", "problem"),
    [
        ([Role("host", ""), LISTENER], "Role 1: A role needs a name of up to 80 characters."),
        ([Role("host", "Host", count=0), LISTENER], "Role 1: Nobody would have this role."),
        (
            [Role("a", "Host"), Role("b", "host"), LISTENER],
            "Role 2: Two roles have the same name.",
        ),
        ([Role("a", "A"), Role("a", "B"), LISTENER], "Role 1: Two roles cannot be told apart."),
        ([Role("everyone", "A"), LISTENER], "Role 1: Two roles cannot be told apart."),
        (
            [Role("a", "A", cast="case", count=2), LISTENER],
            "Role 1: There is one such person at a time.",
        ),
        (
            [Role("a", "A", cast="rest", beside=True)],
            "Role 1: This role is not held beside another.",
        ),
        (
            [Role("a", "A", cast="rest", stays=True)],
            "Role 1: Who stays at a table is drawn by lot or chosen.",
        ),
        (
            [Role("a", "A", count=3), LISTENER],
            "The smallest group has fewer people than there are roles.",
        ),
        (
            [SPEAKER, Role("a", "A", cast="turn"), LISTENER],
            "Only one role is about somebody's case, or goes to everyone in turn.",
        ),
        (
            [Role("a", "A", cast="turn"), LISTENER],
            "A role goes to everyone in turn, so steps have to be repeated for each person.",
        ),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_roles_that_make_no_sense_say_why(roles, problem):
    steps = (step(),)
    assert problem in found(script(roles=tuple(roles), steps=steps))


def test_nobody_has_a_turn_in_a_step_that_is_not_repeated():
    roles = (Role("client", "Client", cast="turn"), LISTENER)
    steps = (step(writes=("client",)), step(in_turn=True))
    says = "Step 1: It is nobody's turn in this step: it is not repeated."
    assert found(script(roles=roles, steps=steps, turns=0)) == [says]


def test_a_silent_step_says_that_it_is_meant():
    assert found(script(steps=(step(writes=(), silent=True),))) == []


def test_what_nobody_can_see_is_no_name():
    with pytest.raises(Invalid, match="A script needs a name"):
        checking.require_sound(script(name="\u200b "))


def test_a_sound_script_is_kept_cleaned():
    kept = checking.require_sound(
        script(
            name=" Talk\tand\u202e answer ",
            steps=(step(says=" Speak.\r\n", asks={"speaker": " "}),),
        )
    )
    assert kept.name == "Talk and answer"
    assert kept.steps[0].says == "Speak."
    assert kept.steps[0].asks == {}


def test_what_no_script_can_hold_is_refused():
    with pytest.raises(Invalid):
        checking.require_sound(Script("Long", steps=(step(),) * 31))
    with pytest.raises(Invalid):
        checking.require_sound(script(roles=(Role("Not a key!", "A", cast="rest"),)))
