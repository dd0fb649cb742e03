"""Voting. Every function runs inside the writer, with the room's stream locked: one person, one vote."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chat.polls import actions, closing, counting, policies, tally, urns
from chat.polls.models import Poll, Vote
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room


def vote(room: Room, by: Participation, *, poll: int, choices: Sequence[int]) -> None:
    """Votes with one's name, or changes one's vote; the last one counts."""
    found = _open(room, by, poll)
    if found.is_anonymous:
        raise Invalid(_("This poll is anonymous. Please reload the page and vote again."))
    chosen = _chosen(found, choices)
    given = Vote.objects.filter(poll=found, person__in=tally.accounts_of(by.person_id))
    if list(given.values_list("choices", flat=True)) != [chosen]:
        given.delete()
        Vote.objects.create(poll=found, person_id=by.person_id, choices=chosen, at=journal.now())
        counting.count_soon(room, found)


def cast_ballot(room: Room, by: Participation, *, poll: int, choices: Sequence[int]) -> None:
    """Votes without one's name, once. Done again it changes nothing: the first ballot counts.

    Nobody can tell a retry from a second try, because nothing is kept to tell them by.
    """
    found = _open(room, by, poll)
    if not found.is_anonymous:
        raise Invalid(_("This poll is not anonymous. Please reload the page and vote again."))
    chosen = _chosen(found, choices)
    if not tally.has_voted(found, by.person_id):
        urns.put(found, by.person_id, chosen)
        counting.count_soon(room, found)


def _open(room: Room, by: Participation, poll: int) -> Poll:
    require_inside(room, by, policies.VOTE)
    return closing.require_open(actions.find(room, poll))


def _chosen(poll: Poll, choices: Sequence[int]) -> list[int]:
    chosen = sorted(set(choices))
    if len(chosen) != len(choices) or not all(0 <= n < len(poll.labels) for n in chosen):
        raise Invalid(_("Choose among the answers of this poll."))
    least, most = choosable(poll)
    if not least <= len(chosen) <= most:
        raise Invalid(in_words(least, most))
    return chosen


def choosable(poll: Poll) -> tuple[int, int]:
    """How many answers one chooses, at least and at most."""
    return (poll.least, poll.most) if poll.kind == Poll.Kind.MULTIPLE else (1, 1)


def in_words(least: int, most: int) -> str:
    """“Choose 1 to 3 answers.”"""
    if least == most:
        return ngettext("Choose %(n)d answer.", "Choose %(n)d answers.", most) % {"n": most}
    return str(_("Choose %(least)d to %(most)d answers.") % {"least": least, "most": most})
