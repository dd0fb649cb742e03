"""Whether a script makes sense: each problem with the step or the role it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from breakout.scripts.script import (
    EVERYONE,
    MOST_PEOPLE,
    NAME_LENGTH,
    NOBODY,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Role,
    Script,
    Step,
)
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid


class Problem(NamedTuple):
    """`part` is "script", "role" or "step", `place` counts from 0; `field` is the one to be changed."""

    says: str | Promise
    part: str = "script"
    place: int = 0
    field: str = ""

    def __str__(self) -> str:
        names = {"step": _("Step %(n)d: %(says)s"), "role": _("Role %(n)d: %(says)s")}
        return names.get(self.part, "%(says)s") % {"n": self.place + 1, "says": self.says}


def require_sound(script: Script) -> Script:
    """The script as it is kept; raises Invalid with its first problem."""
    try:
        script = cleaned(msgspec.convert(msgspec.to_builtins(script), Script))
    except msgspec.ValidationError as wrong:
        raise Invalid from wrong
    for problem in problems(script):
        raise Invalid(str(problem))
    return script


def cleaned(script: Script) -> Script:
    """The same without what nobody can see, and without instructions that say nothing."""
    replace = msgspec.structs.replace
    roles = tuple(replace(role, title=wording.name(role.title)) for role in script.roles)
    return replace(
        script,
        name=wording.name(script.name),
        what_for=wording.text(script.what_for),
        roles=roles,
        steps=tuple(_cleaned(step) for step in script.steps),
    )


def _cleaned(step: Step) -> Step:
    asks = {key: wording.text(text) for key, text in step.asks.items()}
    return msgspec.structs.replace(
        step,
        title=wording.name(step.title),
        says=wording.text(step.says),
        asks={key: text for key, text in asks.items() if text},
        writes=tuple(dict.fromkeys(step.writes)),
    )


def problems(script: Script) -> list[Problem]:
    """What makes no sense, from the top to the bottom."""
    found = [*_of_sizes(script), *_of_all_roles(script)]
    for place, role in enumerate(script.roles):
        found += [p._replace(part="role", place=place) for p in _of_role(role, script)]
    found += _of_all_steps(script)
    for place, step in enumerate(script.steps):
        found += [p._replace(part="step", place=place) for p in _of_step(step, script)]
    return found


def _of_sizes(script: Script) -> Iterator[Problem]:
    if not 1 <= len(script.name) <= NAME_LENGTH:
        yield Problem(_("A script needs a name of up to 80 characters."), field="name")
    if len(script.what_for) > TEXT_LENGTH:
        yield Problem(_("Say it in up to 600 characters."), field="what_for")
    if not 1 <= script.least <= script.most <= MOST_PEOPLE:
        yield Problem(
            _("A group has from 1 to 30 people, and no fewer than its least."), field="most"
        )


def _of_all_roles(script: Script) -> Iterator[Problem]:
    casts = Counter(role.cast for role in script.roles)
    if script.roles and casts["rest"] != 1:
        yield Problem(_("Exactly one role is for all who are left, so that everybody has one."))
    if casts["case"] + casts["turn"] > 1:
        yield Problem(_("Only one role is about somebody's case, or goes to everyone in turn."))
    if casts["turn"] and script.turns:
        yield Problem(
            _("A role goes to everyone in turn, so steps have to be repeated for each person."),
            field="turns",
        )
    if not casts["turn"] and not script.turns:
        yield Problem(
            _("Steps are repeated for each person, so one role has to go to everyone in turn."),
            field="turns",
        )
    single = sum(role.count for role in script.roles if role.cast != "rest" and not role.beside)
    if single > script.least:
        yield Problem(_("The smallest group has fewer people than there are roles."), field="least")


def _of_role(role: Role, script: Script) -> Iterator[Problem]:
    if not 1 <= len(role.title) <= TITLE_LENGTH:
        yield Problem(_("A role needs a name of up to 80 characters."), field="title")
    if role.key in {EVERYONE, NOBODY} or [other.key for other in script.roles].count(role.key) > 1:
        yield Problem(_("Two roles cannot be told apart."), field="title")
    elif _same(role.title, (other.title for other in script.roles)):
        yield Problem(_("Two roles have the same name."), field="title")
    if role.count < 1:
        yield Problem(_("Nobody would have this role."), field="count")
    if role.cast in {"case", "turn"} and role.count > 1:
        yield Problem(_("There is one such person at a time."), field="count")
    if role.cast in {"case", "turn", "rest"} and role.beside:
        yield Problem(_("This role is not held beside another."), field="beside")
    if role.stays and role.cast not in {"drawn", "chosen"}:
        yield Problem(_("Who stays at a table is drawn by lot or chosen."), field="stays")


def _of_all_steps(script: Script) -> Iterator[Problem]:
    if script.is_free:
        yield Problem(
            _("A script needs a step: without one it is free talk, which there is already.")
        )
    repeated = [step.in_turn for step in script.steps]
    if not any(repeated) and script.turns != 1:
        yield Problem(_("No step is marked as one that is repeated."), field="turns")
    if script.travels and not script.turns:
        yield Problem(
            _("People cannot change tables while each of a group has a turn."), field="turns"
        )
    if script.travels and not any(role.stays for role in script.roles):
        yield Problem(_("People change tables, but no role stays to receive them."))


def _of_step(step: Step, script: Script) -> Iterator[Problem]:
    yield from _of_words(step)
    if step.minutes < 1:
        yield Problem(_("A step needs at least one minute."), field="minutes")
    known = {EVERYONE, *(role.key for role in script.roles)}
    if not known.issuperset(step.writes) or not known.issuperset(step.asks):
        yield Problem(_("It names a role that nobody has."), field="writes")
    of_turn = script.with_cast("turn")
    if of_turn and of_turn.key in step.writes and not step.in_turn:
        yield Problem(_("It is nobody's turn in this step: it is not repeated."), field="writes")
    if step.writes and step.silent:
        yield Problem(_("Somebody may write, so it is not a silent step."), field="silent")
    if not step.writes and not step.silent:
        yield Problem(
            _("Nobody may write. Say who may, or that everybody is to be silent."), field="writes"
        )
    if step.in_turn and script.turns == 1:
        yield Problem(_("It is to be repeated, but the script runs once."), field="in_turn")
    if step.in_turn and _is_apart(step, script.steps):
        yield Problem(_("The steps that are repeated have to follow one another."), field="in_turn")
    if step.travels and not step.in_turn and step is script.steps[-1]:
        yield Problem(_("After the last step nobody changes tables."), field="travels")
    yield from _of_circle(step, script)


def _of_words(step: Step) -> Iterator[Problem]:
    if not 1 <= len(step.title) <= TITLE_LENGTH:
        yield Problem(_("A step needs a title of up to 80 characters."), field="title")
    if any(len(text) > TEXT_LENGTH for text in (step.says, *step.asks.values())):
        yield Problem(_("Say it in up to 600 characters."), field="says")


def _of_circle(step: Step, script: Script) -> Iterator[Problem]:
    if step.circle > script.most:
        yield Problem(_("No group has so many people."), field="circle")
    sizes = {other.circle for other in script.steps if other.circle}
    if step.circle and any(max(step.circle, n) % min(step.circle, n) for n in sizes):
        yield Problem(
            _("Circles of these sizes do not fit into one another: two pairs are four, not three."),
            field="circle",
        )


def _is_apart(step: Step, steps: tuple[Step, ...]) -> bool:
    """Whether there is another repeated step earlier, and one between them that is not."""
    place = next(place for place, other in enumerate(steps) if other is step)
    before = steps[:place]
    return bool(before) and not before[-1].in_turn and any(other.in_turn for other in before)


def _same(title: str, titles: Iterable[str]) -> bool:
    return [other.casefold() for other in titles].count(title.casefold()) > 1
