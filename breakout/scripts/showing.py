"""A script in words, for whoever reads it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from breakout.scripts.forms import CAPTURES, CASTS, CIRCLES
from breakout.scripts.script import EVERYONE, Role, Script, Step


class Line(NamedTuple):
    """A step as a reader sees it; `asks` is what it asks of each role."""

    step: Step
    writes: str
    asks: list[tuple[str, str]]
    notes: list[str]


class Note(NamedTuple):
    """What a step asks to write down: in which text of the group's harvest, and in words."""

    text: str
    words: str | Promise


TO_NOTE = {
    "insight": Note("harvest.insight", _lazy("Write down an insight")),
    "tip": Note("harvest.advice", _lazy("Write down the advice")),
    "question": Note("harvest.question", _lazy("Write down the question")),
    "next_step": Note("harvest.next_step", _lazy("Write down the next step")),
}


def lines(script: Script) -> list[Line]:
    return [_line(step, script) for step in script.steps]


def _line(step: Step, script: Script) -> Line:
    titles = {role.key: role.title for role in script.roles}
    asks = [(titles[key], text) for key, text in step.asks.items() if key in titles]
    return Line(step, who_writes(step, script), asks, _notes(step))


def who_writes(step: Step, script: Script) -> str:
    """“Case giver, Moderator write”, for example."""
    if step.silent:
        return _("Nobody writes: all are silent")
    if EVERYONE in step.writes:
        return _("Everybody may write")
    roles = ", ".join(role.title for role in script.roles if role.key in step.writes)
    return _("May write: %(roles)s") % {"roles": roles}


def _notes(step: Step) -> list[str]:
    said = []
    if step.circle:
        said.append(_circle(step.circle))
    if step.captures:
        noted = str(dict(CAPTURES)[step.captures])
        said.append(_("Noted: %(what)s") % {"what": noted})
    if step.in_turn:
        said.append(_("Repeated"))
    if step.travels:
        said.append(_("Then all but those who stay change tables"))
    return said


def _circle(size: int) -> str:
    return str(dict(CIRCLES).get(size) or _("In circles of %(n)d") % {"n": size})


def roles(script: Script) -> list[tuple[Role, str]]:
    """Each role with who has it, in words."""
    return [(role, _who(role)) for role in script.roles]


def _who(role: Role) -> str:
    said = [str(dict(CASTS)[role.cast])]
    if role.cast != "rest" and role.count > 1:
        said.append(ngettext("%(n)d person", "%(n)d people", role.count) % {"n": role.count})
    if role.beside:
        said.append(_("beside another role"))
    if role.leads:
        said.append(_("leads the group"))
    if role.notes:
        said.append(_("may write in the harvest while listening"))
    if role.stays:
        said.append(_("stays at the table"))
    return ", ".join(said)


def takes(script: Script) -> str:
    """How long it takes: “40 minutes”, or how long for the smallest and the largest group."""
    least, most = script.minutes(script.least), script.minutes(script.most)
    if script.is_free:
        return _("As long as the round lasts")
    if least == most:
        return minutes(least)
    return _("%(least)d to %(most)s, by how many people there are") % {
        "least": least,
        "most": minutes(most),
    }


def minutes(count: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", count) % {"n": count}


def sizes(script: Script) -> str:
    if script.least == script.most:
        return ngettext("%(n)d person", "%(n)d people", script.most) % {"n": script.most}
    return _("%(least)d to %(most)d people") % {"least": script.least, "most": script.most}
