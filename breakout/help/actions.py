"""What groups and the crew do with calls for help. Every function runs inside the writer.

The streams of the group and of the dialogue must be locked: both are told.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from breakout.help import entries, policies
from breakout.help.models import WORDS_LENGTH, HelpCall
from breakout.models import Group
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms.actions import require_inside
from rooms.models import Room


class NoGroup(Refusal):
    code = "no-group"
    sentence = _lazy("Only a group at work can call the hosts.")


class CallIsTaken(Refusal):
    """Says who has it."""

    code = "call-taken"


class CallIsOver(Refusal):
    code = "call-over"
    sentence = _lazy("This call for help is over already.")


def call(room: Room, by: Participation, *, words: str = "") -> int:
    """Asks the crew to come to the group; where that was done already, the call that stands."""
    group = _group(room, by, policies.CALL)
    words = wording.text(words)
    if len(words) > WORDS_LENGTH:
        raise Invalid(_("Please say it in up to %d characters.") % WORDS_LENGTH)
    if open_one := HelpCall.objects.waiting().filter(group=group).first():
        return open_one.pk
    made = HelpCall.objects.create(
        group=group, by_id=by.person_id, asked_at=journal.now(), words=words
    )
    _tell(made, room, entries.Called, by=by.person_id)
    return made.pk


def take_back(room: Room, by: Participation, *, call: int | None = None) -> None:
    """The group needs nobody any more: anybody in it can say so."""
    found = _open(_group(room, by, policies.CALL), call)
    end(found, room, HelpCall.Outcome.TAKEN_BACK, by=by.person_id)


def claim(room: Room, by: Participation, *, call: int | None = None) -> None:
    """One of the crew takes it; the others are told who did."""
    found = _open(_group(room, by, policies.ANSWER), call)
    if found.claimed_by_id and found.claimed_by_id != by.person_id:
        raise CallIsTaken(_taken_by(found))
    if not found.claimed_by_id:
        found.claimed_by_id, found.claimed_at = by.person_id, journal.now()
        found.save(update_fields=["claimed_by", "claimed_at"])
        _tell(found, room, entries.Claimed, by=by.person_id)


def let_go(room: Room, by: Participation, *, call: int | None = None) -> None:
    """Whoever took it cannot come: anybody of the crew can make it open again."""
    found = _open(_group(room, by, policies.ANSWER), call)
    if found.claimed_by_id:
        found.claimed_by_id, found.claimed_at, found.arrived_at = None, None, None
        found.save(update_fields=["claimed_by", "claimed_at", "arrived_at"])
        _tell(found, room, entries.LetGo, by=by.person_id)


def arrive(room: Room, by: Participation, *, call: int | None = None) -> None:
    """Whoever has the call, or takes it now, comes into the room; the group is told once."""
    claim(room, by, call=call)
    found = _open(_group(room, by, policies.ANSWER), call)
    if not found.arrived_at:
        found.arrived_at = journal.now()
        found.save(update_fields=["arrived_at"])
        _tell(found, room, entries.Arrived, by=by.person_id)


def resolve(room: Room, by: Participation, *, call: int | None = None) -> None:
    found = _open(_group(room, by, policies.ANSWER), call)
    end(found, room, HelpCall.Outcome.RESOLVED, by=by.person_id)


def end(call: HelpCall, room: Room, outcome: HelpCall.Outcome, *, by: int) -> None:
    call.resolved_at, call.resolved_by_id, call.outcome = journal.now(), by, outcome
    call.save(update_fields=["resolved_at", "resolved_by", "outcome"])
    _tell(call, room, ENDS[outcome], by=by)


def _group(room: Room, by: Participation, action: str) -> Group:
    """The group at work in this room; raises a Refusal if there is none, or they may not do this."""
    require_inside(room, by, action)
    found = Group.objects.filter(room=room, closed_by=None, round__closed_at=None).first()
    if found is None:
        raise NoGroup
    return found


def _open(group: Group, call: int | None) -> HelpCall:
    """The call that stands; raises CallIsOver if `call` is meant and that is another."""
    found = HelpCall.objects.waiting().filter(group=group).first()
    if found is None:
        raise CallIsOver if group.calls.exists() else NotFound
    if call not in (None, found.pk):
        raise CallIsOver
    return found


def _taken_by(call: HelpCall) -> str:
    taker = call.claimed_by_id or 0
    dialogue = call.group.round.dialogue_id
    name = str(cards(dialogue, [taker])[taker]["name"])
    return _("%s has taken this already.") % name


def _tell(call: HelpCall, room: Room, fact: Any, *, by: int) -> None:
    told = fact(call=call.pk, group=call.group_id, room=room.pk)
    journal.append(room.stream_id, told, by=by)
    journal.append(room.dialogue.stream_id, told, by=by, audience=Audience.CREW)


ENDS = {
    HelpCall.Outcome.RESOLVED: entries.Resolved,
    HelpCall.Outcome.TAKEN_BACK: entries.TakenBack,
    HelpCall.Outcome.LAPSED: entries.Lapsed,
}
