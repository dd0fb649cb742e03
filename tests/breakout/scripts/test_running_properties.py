"""Whatever happens to a run: no time is lost, no role is orphaned, and what is over stays over."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from breakout.scripts import checking, running, shipping
from breakout.scripts.circles import circles
from breakout.scripts.running import Run
from breakout.scripts.script import EVERYONE, Role, Script, Step
from tests.breakout.scripts.scenes import NINE

SHIPPED = [shipping.named(name) for name in shipping.NAMES if name != shipping.FREE]
PEOPLE = st.integers(1, 9)


@st.composite
def sound_scripts(draw: st.DrawFn) -> Script:
    """Scripts as staff might write them, as far as they make sense."""
    about = draw(st.sampled_from(["case", "turn", None]))
    roles = [Role("about", "About", cast=about)] if about else []
    roles += [
        Role(
            f"r{n}",
            f"Role {n}",
            cast=draw(st.sampled_from(["drawn", "chosen"])),
            beside=draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    roles.append(Role("rest", "Rest", cast="rest"))
    turns = 0 if about == "turn" else draw(st.sampled_from([1, 2, 3]))
    repeated = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    keys = [role.key for role in roles if role.cast != "turn"]
    steps = tuple(
        Step(
            f"Step {n}",
            draw(st.integers(1, 20)),
            writes=tuple(
                draw(st.lists(st.sampled_from([EVERYONE, *keys]), min_size=1, unique=True))
            ),
            in_turn=turns != 1 and repeated[0] <= n <= repeated[1],
        )
        for n in range(5)
    )
    script = Script("Drawn", least=5, most=12, turns=turns, roles=tuple(roles), steps=steps)
    assert checking.problems(script) == []
    return script


SCRIPTS = st.one_of(st.sampled_from(SHIPPED), sound_scripts())
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["look", "hold", "resume", "skip", "extend", "leave", "join", "hand"]),
        PEOPLE,
        st.floats(0, 15 * 60),
    ),
    max_size=25,
)


def planned(script: Script, people: int, seed: int) -> Run:
    return running.plan(script, range(1, people + 1), None, seed)


def do(run: Run, deed: str, person: int, now) -> Run:
    keys = [role.key for role in run.script.roles]
    acts = {
        "look": lambda: running.state_at(run, now),
        "hold": lambda: running.hold(run, now),
        "resume": lambda: running.resume(run, now),
        "skip": lambda: running.skip(run, now),
        "extend": lambda: running.extend(run, person, now),
        "leave": lambda: running.left(run, person, now),
        "join": lambda: running.joined(run, person, now),
        "hand": lambda: running.handed(run, keys[person % len(keys)], person, now) if keys else run,
    }
    return acts[deed]()


def require_whole(run: Run, now) -> None:
    """Everyone has a role; a role for one has one holder, unless its own person is missing."""
    assert running.seconds_left(run, now) >= 0
    assert 0 <= run.at <= len(run.beats)
    assert len(set(run.people)) == len(run.people)
    for role in run.script.roles:
        holders = run.held[role.key]
        assert set(holders) <= set(run.people)
        assert len(set(holders)) == len(holders)
        if role.cast in {"drawn", "chosen"} and run.people:
            assert len(holders) == min(role.count, len(run.people))
        if role.cast in {"case", "turn"}:
            assert len(holders) <= 1
    if run.script.roles:
        assert all(running.roles_of(run, person) for person in run.people)


@given(SCRIPTS, PEOPLE, st.integers(0, 99), DEEDS)
def test_whatever_happens_everyone_has_a_role_and_time_is_never_negative(
    script, people, seed, deeds
):
    run, now, was_over = running.begin(planned(script, people, seed), NINE), NINE, False
    for deed, person, seconds in deeds:
        now += timedelta(seconds=seconds)
        run = do(run, deed, person, now)
        require_whole(run, now)
        assert run.is_finished or not was_over
        was_over = run.is_finished


@given(SCRIPTS, PEOPLE, st.integers(0, 99), st.lists(st.floats(0, 3000), max_size=8))
def test_no_time_is_lost_however_often_somebody_looks(script, people, seed, looks):
    begun = running.begin(planned(script, people, seed), NINE)
    run, over = begun, NINE + timedelta(minutes=script.minutes(people))
    for seconds in sorted(looks):
        now = NINE + timedelta(seconds=seconds)
        run = running.state_at(run, now)
        assert run == running.state_at(begun, now)
        if not run.is_finished:
            assert abs(running.ends_by(run, now) - over) < timedelta(milliseconds=1)
    assert not running.state_at(begun, over - timedelta(seconds=1)).is_finished
    assert running.state_at(begun, over).since == over


@given(SCRIPTS, PEOPLE, st.floats(0, 3000), st.floats(0, 9000), st.integers(1, 30))
def test_what_is_held_and_added_puts_off_the_end_by_just_that(script, people, at, pause, more):
    begun = running.begin(planned(script, people, 1), NINE)
    then = NINE + timedelta(seconds=at)
    later = then + timedelta(seconds=pause)
    if running.state_at(begun, then).is_finished:
        return
    run = running.resume(running.extend(running.hold(begun, then), more, later), later)
    off = running.ends_by(run, later) - running.ends_by(begun, then)
    assert abs(off - timedelta(seconds=pause, minutes=more)) < timedelta(milliseconds=1)


@given(SCRIPTS, PEOPLE, DEEDS)
def test_a_run_is_kept_and_read_again_as_it_was(script, people, deeds):
    run, now = running.begin(planned(script, people, 5), NINE), NINE
    for deed, person, seconds in deeds:
        now += timedelta(seconds=seconds)
        run = do(run, deed, person, now)
    kept = msgspec.json.decode(msgspec.json.encode(run.state), type=running.State)
    assert Run.of(script, kept) == run


@given(st.lists(st.integers(1, 99), unique=True, min_size=1, max_size=30), st.integers(1, 8))
def test_everyone_is_in_one_circle_and_smaller_ones_meet_whole_in_larger_ones(people, size):
    small, large = circles(people, size), circles(people, 2 * size)
    assert sorted(p for circle in small for p in circle) == sorted(people)
    assert all(any(set(one) <= set(other) for other in large) for one in small)
    assert all(len(circle) >= size / 2 for circle in small if len(small) > 1)
