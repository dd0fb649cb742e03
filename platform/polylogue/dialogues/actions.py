"""What people do with a dialogue. Every function runs inside the writer."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import entries, policies, signals, soundness
from polylogue.dialogues.models import Dialogue, JoinLink, Participation
from polylogue.dialogues.policy import Role
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.models import Audience, Stream
from polylogue.people.models import User


class LinkClosed(Refusal):
    code = "link-closed"
    status = 410
    sentence = _("This join link has expired or was withdrawn. Please ask the hosts for a new one.")


class Removed(Refusal):
    code = "removed"
    status = 403
    sentence = _("You were removed from this dialogue.")


class AccountNeeded(Refusal):
    code = "account-needed"
    status = 403
    sentence = _("Staff need an account: please sign in first.")


class LastStaff(Refusal):
    code = "last-staff"
    sentence = _("Somebody has to remain staff of this dialogue.")


def create_dialogue(by: User, **particulars: Any) -> Dialogue:
    """Sets up a dialogue with its stream; its creator becomes its staff."""
    if not by.is_staff:
        raise NotAllowed
    stream = journal.open_stream(Stream.Rank.DIALOGUE)
    dialogue = Dialogue(stream=stream, **particulars)
    soundness.require(dialogue)
    dialogue.save()
    journal.append(stream.pk, entries.DialogueCreated(title=dialogue.title), by=by.pk)
    signals.dialogue_created.send(Dialogue, dialogue=dialogue, by=by)
    enrol(dialogue, by, roles=[Role.STAFF])
    return dialogue


def enrol(
    dialogue: Dialogue, person: User, *, roles: list[str], waits: bool = False
) -> Participation:
    """Adds a person to the dialogue, or lets a person who left by themselves come back.

    Whoever listens to `participation_begins` may refuse it.
    """
    signals.participation_begins.send(Participation, dialogue=dialogue, person=person)
    now = journal.now()
    admitted_at = None if waits else now
    participation, created = Participation.objects.get_or_create(
        dialogue=dialogue,
        person=person,
        defaults={"roles": roles, "joined_at": now, "admitted_at": admitted_at},
    )
    if participation.was_removed:
        raise Removed
    if participation.ended_at:
        participation.come_back(roles=roles, admitted_at=admitted_at)
    elif not created:
        return participation
    if waits:
        waiting = entries.PersonWaiting(person=person.pk)
        journal.append(dialogue.stream_id, waiting, by=person.pk, audience=Audience.CREW)
    else:
        enter(participation)
    return participation


def join(link: JoinLink, person: User) -> Participation:
    """Joins by a link; raises LinkClosed, Removed or AccountNeeded. Joining twice is harmless."""
    link = JoinLink.objects.select_related("dialogue").get(pk=link.pk)
    known = Participation.objects.filter(dialogue=link.dialogue, person=person).first()
    if known and known.ended_at is None:
        return known
    if known and known.was_removed:
        refuse_removed(known)
    if not link.is_open or link.dialogue.is_archived:
        raise LinkClosed
    if link.role == Role.STAFF and person.is_guest:
        raise AccountNeeded
    JoinLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1)
    waits = link.dialogue.has_waiting_room and link.role in {Role.PARTICIPANT, Role.OBSERVER}
    return enrol(link.dialogue, person, roles=[link.role], waits=waits)


def admit(participation: Participation, by: Participation) -> None:
    """Lets a waiting person in; letting the same person in twice is harmless."""
    by.require(policies.ADMIT)
    participation = _fresh(participation)
    if participation.ended_at:
        raise NotFound
    if participation.admitted_at is None:
        participation.admitted_at = timezone.now()
        participation.save(update_fields=["admitted_at"])
        admitted = entries.PersonAdmitted(person=participation.person_id)
        journal.append(by.dialogue.stream_id, admitted, by=by.person_id, audience=Audience.CREW)
        enter(participation)


def admit_everyone(by: Participation) -> None:
    """Lets in all who wait at this moment."""
    by.require(policies.ADMIT)
    for participation in by.dialogue.participations.waiting():
        admit(participation, by)


def end_participation(
    participation: Participation, by: Participation, *, because: str = ""
) -> None:
    """Ends a person's part at this place of every stream they could follow."""
    participation = _fresh(participation)
    if participation.person_id != by.person_id:
        by.require(policies.REMOVE)
        _require_rank(by, participation)
    if participation.ended_at is None:
        end(participation, by, because=because)


def end(participation: Participation, by: Participation, *, because: str = "") -> None:
    """Ends an open part, whoever decided that; never that of the last staff."""
    _keep_one_staff(participation, roles=[])
    participation.ended_at = timezone.now()
    participation.ended_by = by.person
    participation.save(update_fields=["ended_at", "ended_by"])
    left = entries.PersonLeft(person=participation.person_id)
    journal.append(participation.dialogue.stream_id, left, by=by.person_id)
    signals.participation_ended.send(
        Participation, participation=participation, by=by, because=because
    )


def readmit(participation: Participation, by: Participation) -> None:
    """Gives a removed person their part back, with its roles and all that was ever said.

    Whoever listens to `participation_begins` may refuse it.
    """
    by.require(policies.READMIT)
    participation = _fresh(participation)
    if participation.was_removed:
        dialogue, person = participation.dialogue, participation.person
        signals.participation_begins.send(Participation, dialogue=dialogue, person=person)
        participation.come_back(roles=participation.roles, admitted_at=journal.now())
        readmitted = entries.PersonReadmitted(person=participation.person_id)
        journal.append(by.dialogue.stream_id, readmitted, by=by.person_id, audience=Audience.CREW)
        enter(participation)


def change_roles(participation: Participation, by: Participation, *, roles: list[str]) -> None:
    """Gives a person exactly these roles; raises Invalid for an unknown or empty list."""
    by.require(policies.CHANGE_ROLES)
    if not roles or not set(roles) <= set(Role.values):
        raise Invalid(_("Choose at least one role."))
    participation = _fresh(participation)
    _keep_one_staff(participation, roles)
    participation.roles = [role for role in Role.values if role in roles]
    participation.save(update_fields=["roles"])
    changed = entries.RolesChanged(person=participation.person_id, roles=participation.roles)
    journal.append(participation.dialogue.stream_id, changed, by=by.person_id)
    signals.roles_changed.send(Participation, participation=participation, by=by.person_id)


def announce(by: Participation, *, text: str) -> None:
    """Tells everyone in the dialogue; raises Invalid for an empty or overlong text."""
    by.require(policies.ANNOUNCE)
    text = wording.text(text)
    if not wording.is_seen(text) or len(text) > 500:
        raise Invalid(_("An announcement has 1 to 500 characters."))
    journal.append(by.dialogue.stream_id, entries.AnnouncementMade(text=text), by=by.person_id)


def refuse_removed(participation: Participation) -> NoReturn:
    """Says why a removed person may not come back: what a listener has to say, or that it is so."""
    dialogue, person = participation.dialogue, participation.person
    signals.participation_begins.send(Participation, dialogue=dialogue, person=person)
    raise Removed


def enter(participation: Participation) -> None:
    joined = entries.PersonJoined(person=participation.person_id, roles=participation.roles)
    journal.append(participation.dialogue.stream_id, joined, by=participation.person_id)
    signals.participant_admitted.send(Participation, participation=participation)


def _fresh(participation: Participation) -> Participation:
    return Participation.objects.select_related("dialogue", "person").get(pk=participation.pk)


def _require_rank(by: Participation, other: Participation) -> None:
    """Nobody but staff removes somebody of the crew."""
    if other.is_crew and Role.STAFF not in by.roles:
        raise NotAllowed


def _keep_one_staff(participation: Participation, roles: list[str]) -> None:
    if Role.STAFF not in participation.roles or Role.STAFF in roles:
        return
    others = participation.dialogue.participations.active().exclude(pk=participation.pk)
    if not any(Role.STAFF in other.roles for other in others):
        raise LastStaff
