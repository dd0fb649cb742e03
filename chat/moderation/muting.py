"""Muting: a person reads on and may say nothing, in a room or everywhere, for a time.

A mute ends by the clock, which is asked whenever somebody speaks: no timer has to fire for that.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat import closing
from chat.closing import Closed
from chat.moderation import policies, ranks, reasons
from chat.moderation.entries import MuteLifted, PersonMuted
from chat.moderation.meanwhile import DoneMeanwhile, name
from chat.moderation.models import Mute
from polylogue.dialogues.models import Participation
from polylogue.dialogues.signals import guest_merged
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User
from rooms import guards
from rooms.actions import take_hand_down
from rooms.entrance import Visit
from rooms.models import Room

Minutes = Literal[5, 15, 60]


class Muted(Refusal):
    code = "muted"
    status = 403

    def __init__(self, mute: Mute) -> None:
        super().__init__(_sentence(mute, journal.now()))


def mute(
    by: Participation,
    *,
    person: int,
    room: Room | None,
    minutes: Minutes | None,
    because: str = "",
) -> None:
    """Mutes somebody in a room, or without one in the whole dialogue; their hand goes down.

    Every stream of the dialogue must be locked. Raises DoneMeanwhile if they are muted there.
    """
    by.require(policies.MUTE)
    person = ranks.part_of(by, person).person_id
    now = journal.now()
    _require_free(by, person, room, now)
    made = Mute.objects.create(
        dialogue=by.dialogue,
        room=room,
        person_id=person,
        by=by.person,
        at=now,
        until=now + timedelta(minutes=minutes) if minutes else None,
        because=reasons.clean(because),
    )
    fact = PersonMuted(
        mute=made.pk, person=person, room=room.pk if room else None, until=made.until
    )
    _tell(by.dialogue.stream_id, fact, by=by.person_id)
    for place in [room] if room else Room.objects.filter(dialogue=by.dialogue):
        take_hand_down(place, person, by=by.person_id)


def lift(by: Participation, *, mute: int) -> None:
    """Lets somebody speak again; raises DoneMeanwhile if they may already."""
    by.require(policies.MUTE)
    known = Mute.objects.select_related("ended_by").filter(dialogue=by.dialogue_id, pk=mute)
    found = known.first()
    if found is None:
        raise NotFound
    now = journal.now()
    if not known.in_force(now).update(ended_at=now, ended_by=by.person):
        raise DoneMeanwhile(_why_over(found))
    lifted = MuteLifted(mute=found.pk, person=found.person_id, room=found.room_id)
    _tell(by.dialogue.stream_id, lifted, by=by.person_id)


def in_force(room: Room, person: int, at: datetime) -> Mute | None:
    """The mute that holds longest for a person in a room, if any."""
    return _longest(_of(room, person), at)


@guards.on_speech
def unless_muted(room: Room, by: Participation) -> None:
    root, person = room.dialogue.stream_id, by.person_id
    kept = journal.memo(root, ("mutes", room.pk, person), lambda: _of(room, person))
    if found := _longest(kept, journal.now()):
        raise Muted(found)


@closing.closes
def while_muted(visit: Visit) -> Closed | None:
    found = in_force(visit.room, visit.by.person_id, timezone.now())
    return Closed(_closed(found), found.until) if found else None


@receiver(guest_merged)
def carry_over(guest: User, account: User, **_: object) -> None:
    """Whoever goes on under an account stays muted, as long as the longer of both mutes holds."""
    now = journal.now()
    for held in Mute.objects.in_force(now).filter(person=guest).select_related("dialogue"):
        own = Mute.objects.filter(dialogue=held.dialogue, room=held.room, person=account)
        if _longest([*own.in_force(now), held], now) == held:
            own.filter(ended_at=None).update(ended_at=now)
            copied = _copy(held, account)
            fact = PersonMuted(copied.pk, account.pk, copied.room_id, copied.until)
            _tell(held.dialogue.stream_id, fact, by=held.by_id)


def _copy(held: Mute, person: User) -> Mute:
    return Mute.objects.create(
        dialogue=held.dialogue,
        room=held.room,
        person=person,
        by=held.by,
        at=held.at,
        until=held.until,
        because=held.because,
    )


def _of(room: Room, person: int) -> list[Mute]:
    here = Q(room=room.pk) | Q(room=None)
    return list(Mute.objects.filter(here, dialogue=room.dialogue_id, person=person, ended_at=None))


def _longest(mutes: list[Mute], at: datetime) -> Mute | None:
    holding = [mute for mute in mutes if mute.until is None or mute.until > at]
    return max(holding, key=lambda mute: (mute.until is None, mute.until or at), default=None)


def _require_free(by: Participation, person: int, room: Room | None, now: datetime) -> None:
    """Nobody is muted twice in one place; a mute that is over makes room for another."""
    here = Mute.objects.filter(dialogue=by.dialogue_id, room=room, person=person, ended_at=None)
    if found := here.in_force(now).select_related("by").first():
        raise DoneMeanwhile(_already(found, now))
    here.update(ended_at=now)


def _tell(stream: int, fact: PersonMuted | MuteLifted, *, by: int) -> None:
    """The crew gets it, and the person; nobody else."""
    journal.append(stream, fact, by=by, audience=Audience.PERSON, person=fact.person)
    journal.append(stream, fact, by=by, audience=Audience.CREW)


def _already(mute: Mute, now: datetime) -> str:
    who = name(mute.by)
    said = _("%(who)s muted this person already. %(left)s Lift that first to change it.")
    return said % {"who": who, "left": _left(mute, now)}


def _why_over(mute: Mute) -> str:
    if mute.ended_by:
        return _("%(who)s let this person speak again already.") % {"who": name(mute.ended_by)}
    return _("This is over already: the person may speak again.")


def _sentence(mute: Mute, now: datetime) -> str:
    where = _("You are muted in this room.") if mute.room_id else _("You are muted.")
    return f"{where} {_left(mute, now)}"


def _closed(mute: Mute) -> str:
    """For the place of the composer, where it also says until when."""
    if mute.room_id:
        said = _("You are muted in this room: you can read everything and say nothing.")
    else:
        said = _("You are muted in this dialogue: you can read everything and say nothing.")
    if mute.because:
        said += " " + _("Reason: %(reason)s.") % {"reason": mute.because.rstrip(".")}
    return said if mute.until else said + " " + _("This holds until a moderator lifts it.")


def _left(mute: Mute, now: datetime) -> str:
    if mute.until is None:
        return _("This holds until a moderator lifts it.")
    minutes = max(1, -int((now - mute.until).total_seconds() // 60))
    said = ngettext("It ends in %(n)d minute.", "It ends in %(n)d minutes.", minutes)
    return said % {"n": minutes}
