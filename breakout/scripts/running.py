"""A script as it runs in a group: which step, until when, who has which role, who may write.

Nothing here reads a clock or a database. Every function takes a run and a moment and returns the run
as it is then; a step begins when the one before ended, however late somebody looks, so that groups
stay together and a server that was down loses no time.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from breakout.scripts import casting
from breakout.scripts.circles import circle_of
from breakout.scripts.script import EVERYONE, Role, Script, Step

replace = msgspec.structs.replace


class Beat(msgspec.Struct, frozen=True):
    """A step to be run; `person` has the turn, 0 if nobody has."""

    step: int
    turn: int = 0
    person: int = 0


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a group stands in its script. `people` stand in the order in which they were drawn.

    The beat `at` began `since` and ends `until`; while it is held, `left` of it are still to come, and
    `waits_for` is the person without whom it makes no sense. Behind the last beat it is finished.
    """

    people: tuple[int, ...] = ()
    about: int = 0
    beats: tuple[Beat, ...] = ()
    held: casting.Holders = {}
    at: int = 0
    since: datetime | None = None
    until: datetime | None = None
    left: timedelta | None = None
    waits_for: int = 0


class Run(State, frozen=True, kw_only=True):
    """The same with its script, which never changes while it runs."""

    script: Script

    @classmethod
    def of(cls, script: Script, state: State) -> Run:
        return cls(script=script, **msgspec.structs.asdict(state))

    @property
    def state(self) -> State:
        said = msgspec.structs.asdict(self)
        del said["script"]
        return State(**said)

    @property
    def has_begun(self) -> bool:
        return self.since is not None

    @property
    def is_finished(self) -> bool:
        return self.at >= len(self.beats)

    @property
    def is_held(self) -> bool:
        return self.left is not None

    @property
    def beat(self) -> Beat | None:
        """What runs, or will begin; nothing any more when it is finished."""
        return None if self.is_finished else self.beats[self.at]

    @property
    def step(self) -> Step | None:
        return self.script.steps[self.beat.step] if self.beat else None

    @property
    def next_beat(self) -> Beat | None:
        return self.beats[self.at + 1] if self.at + 1 < len(self.beats) else None


# ---- how it comes about and goes on --------------------------------------------------------------


def plan(script: Script, people: Iterable[int], case_giver: int | None, seed: int) -> Run:
    """Draws the roles and lays out the time; the run has not begun.

    Without a case giver one is drawn, if the script needs one. One who is not there is waited for.
    """
    order = sorted(set(people))
    random.Random(seed).shuffle(order)  # noqa: S311 - who takes notes is no secret
    about = 0
    if script.with_cast("case"):
        about = case_giver or (order[0] if order else 0)
    beats = tuple(_beats(script, order))
    first = beats[0] if beats else Beat(0)
    held = casting.cast(script, order, about=first.person or about, turn=first.turn)
    return Run(script=script, people=tuple(order), about=about, beats=beats, held=held)


def gathered(run: Run, people: Iterable[int], case_giver: int | None, seed: int) -> Run:
    """The run of a group that nobody was in so far, with people: drawn anew, at the same moment."""
    drawn = plan(run.script, people, case_giver, seed)
    at = min(run.at, len(drawn.beats))
    now = {name: getattr(run, name) for name in ("since", "until", "left")}
    return replace(drawn, at=at, held=_held_at(drawn, at), **now)


def _held_at(drawn: Run, at: int) -> casting.Holders:
    if at >= len(drawn.beats) or not drawn.script.with_cast("turn"):
        return drawn.held
    beat = drawn.beats[at]
    return casting.cast(drawn.script, drawn.people, about=beat.person, turn=beat.turn)


def _beats(script: Script, order: Sequence[int]) -> Iterable[Beat]:
    in_turn = order if script.with_cast("turn") else ()
    for step, turn in script.order(script.turns_of(len(order))):
        has_turn = script.steps[step].in_turn and turn < len(in_turn)
        yield Beat(step, turn, in_turn[turn] if has_turn else 0)


def begin(run: Run, now: datetime) -> Run:
    """Starts the first step; one that waits for the case giver stands still."""
    if run.has_begun or run.is_finished:
        return run
    begun = _enter(run, 0, now)
    return _held_for(begun, run.about, now) if run.about not in (0, *run.people) else begun


def state_at(run: Run, now: datetime) -> Run:
    """The run as it is at this moment, if nobody did anything since."""
    while run.until is not None and run.until <= now:
        run = _enter(run, run.at + 1, run.until)
    return run


def skip(run: Run, now: datetime) -> Run:
    """Ends the step and begins the next one; if whose turn it is has gone, the next turn."""
    run = state_at(run, now)
    if not run.has_begun or run.is_finished:
        return run
    return _enter(run, _after(run), now)


def _after(run: Run) -> int:
    gone = run.beats[run.at].person
    at = run.at + 1
    while gone and gone not in run.people and at < len(run.beats) and run.beats[at].person == gone:
        at += 1
    return at


def hold(run: Run, now: datetime) -> Run:
    """Stops the time of this step until somebody resumes it."""
    run = state_at(run, now)
    return run if run.until is None else replace(run, until=None, left=run.until - now)


def resume(run: Run, now: datetime) -> Run:
    if run.left is None:
        return state_at(run, now)
    return replace(run, until=now + run.left, left=None, waits_for=0)


def extend(run: Run, minutes: int, now: datetime) -> Run:
    """Adds minutes to this step; what comes after it comes later."""
    run, more = state_at(run, now), timedelta(minutes=minutes)
    if run.left is not None:
        return replace(run, left=run.left + more)
    return run if run.until is None else replace(run, until=run.until + more)


def _enter(run: Run, at: int, now: datetime) -> Run:
    """At this beat, from this moment on."""
    if at >= len(run.beats):
        over = {"since": now, "until": None, "left": None, "waits_for": 0}
        return replace(run, at=len(run.beats), **over)
    beat = run.beats[at]
    until = now + timedelta(minutes=run.script.steps[beat.step].minutes)
    held = _cast_for(run, beat, run.beats[at - 1] if at else None)
    return replace(run, at=at, since=now, until=until, left=None, waits_for=0, held=held)


def _cast_for(run: Run, beat: Beat, before: Beat | None) -> casting.Holders:
    """Where everyone has a turn, roles go round with it; elsewhere they stay."""
    is_same = before and (before.turn, before.person) == (beat.turn, beat.person)
    if is_same or not run.script.with_cast("turn"):
        return run.held
    return casting.cast(run.script, run.people, about=beat.person, turn=beat.turn)


# ---- people come and go ---------------------------------------------------------------------------


def left(run: Run, person: int, now: datetime) -> Run:
    """Somebody is not of the group any more. Their roles are handed on; for a case giver it is held."""
    run = state_at(run, now)
    if person not in run.people:
        return run
    held = casting.without(run.script, run.held, run.people, person)
    people = tuple(other for other in run.people if other != person)
    after = _without_turn(replace(run, people=people, held=held), person)
    is_about = any(person in run.held[role.key] for role in run.script.roles if _is_about_one(role))
    return _held_for(after, person, now) if is_about else after


def _without_turn(run: Run, person: int) -> Run:
    """Nobody waits for the turn of somebody who is gone."""
    done = run.at + 1 if run.has_begun else 0
    now = run.beat.turn if run.beat and run.has_begun else None
    to_come = [beat for beat in run.beats[done:] if beat.person != person or beat.turn == now]
    return replace(run, beats=(*run.beats[:done], *to_come))


def _held_for(run: Run, person: int, now: datetime) -> Run:
    held = hold(run, now)
    return replace(held, waits_for=person) if held.is_held else held


def joined(run: Run, person: int, now: datetime) -> Run:
    """Somebody comes late: as one of the rest, or back to their case."""
    run = state_at(run, now)
    if person in run.people:
        return run
    after = _first(run, person) if not run.people else _further(run, person)
    return resume(after, now) if run.waits_for == person else after


def _first(run: Run, person: int) -> Run:
    """Nobody was there before, so nothing was drawn."""
    about = run.about or (person if run.script.with_cast("case") else 0)
    of_now = run.beat.person if run.beat else 0
    held = casting.cast(run.script, (person,), about=of_now or about)
    return replace(run, people=(person,), about=about, held=held)


def _further(run: Run, person: int) -> Run:
    if role := _vacant(run, person):
        held = {**run.held, role.key: (person,)}
    else:
        held = casting.joined(run.script, run.held, person)
    return replace(run, people=(*run.people, person), held=held)


def _vacant(run: Run, person: int) -> Role | None:
    """The role that is this person's own and that nobody has now."""
    theirs = {run.about, run.beat.person if run.beat else 0}
    for role in run.script.roles:
        if _is_about_one(role) and not run.held[role.key] and person in theirs:
            return role
    return None


def handed(run: Run, key: str, person: int, now: datetime) -> Run:
    """A role goes to somebody else of the group: also the case, if it is to go on with another one.

    Turns go round by themselves.
    """
    run = state_at(run, now)
    role = run.script.role(key)
    if role is None or role.cast in {"rest", "turn"} or person not in run.people:
        return run
    after = replace(run, held=casting.handed(run.script, run.held, role, person))
    if role.cast != "case":
        return after
    after = replace(after, about=person)
    return resume(after, now) if run.waits_for else after


def _is_about_one(role: Role) -> bool:
    return role.cast in casting.ABOUT_ONE


# ---- what one asks of it --------------------------------------------------------------------------


def seconds_left(run: Run, now: datetime) -> float:
    """Of the step that runs at this moment."""
    run = state_at(run, now)
    if run.left is not None:
        return run.left.total_seconds()
    return max(0.0, (run.until - now).total_seconds()) if run.until else 0.0


def roles_of(run: Run, person: int) -> list[Role]:
    """What somebody is in the group now; nothing if the script has no roles."""
    return [role for role in run.script.roles if person in run.held[role.key]]


def asks(run: Run, person: int) -> list[str]:
    """What this step asks of the person, beside what it says to everybody."""
    if run.step is None:
        return []
    return [run.step.asks[r.key] for r in roles_of(run, person) if r.key in run.step.asks]


def may_write(run: Run, person: int) -> bool:
    """Whether the step lets the person write. Where nobody has a role that may, all can."""
    step = run.step
    if step is None or not run.has_begun or EVERYONE in step.writes:
        return True
    writers = {p for key in step.writes for p in run.held.get(key, ())}
    return person in writers or (not writers and not step.silent)


def may_note(run: Run, person: int) -> bool:
    """Whether the person may write in the harvest: who takes notes does so while listening, but not on their own case."""
    about = [role for role in run.script.roles if role.cast in {"case", "turn"}]
    takes_notes = any(
        role.notes and person in run.held.get(role.key, ()) for role in run.script.roles
    )
    is_about = any(person in run.held.get(role.key, ()) for role in about)
    return may_write(run, person) or (takes_notes and not is_about)


def writers(run: Run) -> list[Role]:
    """The roles that may write in this step; none if everyone may, or nobody."""
    keys = run.step.writes if run.step else ()
    return [role for key in keys if (role := run.script.role(key))]


def talks_with(run: Run, person: int) -> tuple[int, ...]:
    """The others of the person's circle in this step; those of the whole group if it has no circles."""
    return circle_of(person, run.people, run.step.circle if run.step else 0)


def travels_after(run: Run, at: int) -> bool:
    """Whether all but those who stay go on to the next table when this beat is over."""
    if not 0 <= at < len(run.beats) - 1:
        return False
    step, last_turn = run.script.steps[run.beats[at].step], run.beats[-1].turn
    return step.travels and (not step.in_turn or run.beats[at].turn < last_turn)


def stays(run: Run, person: int) -> bool:
    """Whether the person remains at the table when the others travel."""
    return any(role.stays for role in roles_of(run, person))


def ends_by(run: Run, now: datetime) -> datetime:
    """When it will be over if nobody holds it, or did not: what is to come counted from now."""
    run = state_at(run, now)
    to_come = run.beats[run.at + 1 :] if run.has_begun else run.beats[run.at :]
    minutes = sum(run.script.steps[beat.step].minutes for beat in to_come)
    rest = seconds_left(run, now) if run.has_begun else 0
    return now + timedelta(minutes=minutes, seconds=rest)
