"""Guests: people with a name and no account. Every function runs inside the writer."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import actions, entries, signals
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.dialogues.policy import Role
from polylogue.kit.refusals import Refusal
from polylogue.log import journal
from polylogue.people.models import User


class NoGuest(Refusal):
    code = "no-guest"
    sentence = _("These contributions belong to an account already.")


class AddressTaken(Refusal):
    code = "address-taken"
    sentence = _("Somebody has just made an account with this address. Please try again.")


def join_as_guest(link: JoinLink, particulars: dict[str, Any]) -> int:
    """Makes a person of the name they gave and has them join; returns who they are."""
    guest = User.objects.create_user(**particulars)
    actions.join(link, guest)
    return guest.pk


def keep_reentry_digest(participation: Participation, digest: str) -> None:
    """From here on this code lets the guest in, and none before it."""
    Participation.objects.filter(pk=participation.pk).update(reentry_digest=digest)


def become_account(guest: User, email: str) -> None:
    """Gives a guest the address they proved to be theirs; all they did stays theirs."""
    if User.objects.filter(email=email).exists():
        raise AddressTaken
    if not User.objects.filter(pk=guest.pk, email=None, merged_into=None).update(email=email):
        raise NoGuest
    EmailAddress.objects.create(user=guest, email=email, verified=True, primary=True)
    guest.participations.update(reentry_digest="")
    for part in guest.participations.active().select_related("dialogue"):
        changed = entries.PersonChanged(person=guest.pk)
        journal.append(part.dialogue.stream_id, changed, by=guest.pk)


def merge(guest: User, account: User) -> None:
    """Shows all that the guest did under the account, which takes over the guest's roles.

    The guest cannot sign in any more; what it wrote keeps its author and is shown as the account's.
    """
    free = User.objects.filter(pk=guest.pk, email=None, merged_into=None)
    if not free.update(merged_into=account, is_active=False):
        raise NoGuest
    open_parts = guest.participations.filter(ended_at=None).select_related("dialogue", "person")
    for part in open_parts:
        _take_over(part, account)
        # What is the guest's is handed on before their part ends, which would give it up.
        signals.person_merged.send(
            Participation, dialogue=part.dialogue, guest=guest, account=account
        )
        _end(part)
        merged = entries.PersonMerged(person=guest.pk, into=account.pk)
        journal.append(part.dialogue.stream_id, merged, by=account.pk)
    guest.participations.update(reentry_digest="")
    signals.guest_merged.send(User, guest=guest, account=account)


def _take_over(part: Participation, account: User) -> None:
    own = Participation.objects.filter(dialogue=part.dialogue, person=account).first()
    if own is None or (own.ended_at and not own.was_removed):
        actions.enrol(part.dialogue, account, roles=part.roles, waits=not part.is_active)
    elif own.ended_at is None and part.is_active:
        _unite(own, part)


def _unite(own: Participation, part: Participation) -> None:
    """The account has the roles of both, and is in if either was."""
    roles = [role for role in Role.values if role in {*own.roles, *part.roles}]
    waited = own.admitted_at is None
    gained = roles != own.roles
    own.roles, own.admitted_at = roles, own.admitted_at or journal.now()
    own.save(update_fields=["roles", "admitted_at"])
    if waited:
        actions.enter(own)
    elif gained:
        changed = entries.RolesChanged(person=own.person_id, roles=roles)
        journal.append(own.dialogue.stream_id, changed, by=own.person_id)
        signals.roles_changed.send(Participation, participation=own, by=own.person_id)


def _end(part: Participation) -> None:
    part.ended_at, part.ended_by = journal.now(), part.person
    part.save(update_fields=["ended_at", "ended_by"])
    left = entries.PersonLeft(person=part.person_id)
    journal.append(part.dialogue.stream_id, left, by=part.person_id)
    signals.participation_ended.send(Participation, participation=part, by=part)
