"""Removing and banning. Every function runs inside the writer, with all streams of the dialogue locked.

That the part ends, at which place of every stream, is the affair of `dialogues` and `rooms.reach`;
here it is kept why, and whether any way leads back.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.moderation import policies, ranks, reasons
from chat.moderation.entries import BanLifted, PersonRemoved
from chat.moderation.meanwhile import DoneMeanwhile, name
from chat.moderation.models import Removal
from polylogue.dialogues import actions, signals
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policies import REMOVE
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User


class Banned(Refusal):
    code = "banned"
    status = 403
    sentence = gettext_lazy(
        "You were banned from this dialogue. No link, code or account leads back in."
        " If you think that this is a mistake, please write to its hosts."
    )


def remove(by: Participation, *, person: int, because: str = "", ban: bool = False) -> None:
    """Ends somebody's part; with `ban` no way leads back in. Raises NotFound if they are gone."""
    by.require(policies.BAN if ban else REMOVE)
    part = ranks.part_of(by, person)
    because = reasons.clean(because)
    if ban:
        _keep(part.dialogue, part.person, by.person_id, because, is_ban=True)
    actions.end_participation(part, by, because=because)


def ban_removed(by: Participation, *, person: int, because: str = "") -> None:
    """Bans somebody who was removed before; raises DoneMeanwhile if they are in again, or banned."""
    by.require(policies.BAN)
    because = reasons.clean(because)
    parts = Participation.objects.select_related("dialogue", "person")
    part = parts.filter(dialogue=by.dialogue_id, person=person).first()
    if part is None:
        raise NotFound
    ranks.require(by, part)
    if not part.was_removed:
        raise DoneMeanwhile(_("Somebody let this person in again meanwhile. Nothing was changed."))
    if held := bans(by.dialogue, part.person).select_related("by").first():
        raise DoneMeanwhile(_("%(who)s banned this person already.") % {"who": name(held.by)})
    _keep(part.dialogue, part.person, by.person_id, because, is_ban=True)


def lift_ban(by: Participation, *, removal: int) -> None:
    """The person stays removed and may be let in again; raises DoneMeanwhile if that is so."""
    by.require(policies.LIFT_BAN)
    known = Removal.objects.filter(dialogue=by.dialogue_id, pk=removal, is_ban=True)
    found = known.select_related("dialogue", "person", "lifted_by").first()
    if found is None:
        raise NotFound
    held = list(bans(found.dialogue, found.person))
    if not held:
        who = name(found.lifted_by)
        raise DoneMeanwhile(_("%(who)s lifted this ban already.") % {"who": who})
    for ban in held:
        ban.lifted_at, ban.lifted_by = journal.now(), by.person
        ban.save(update_fields=["lifted_at", "lifted_by"])
        fact = BanLifted(removal=ban.pk, person=ban.person_id)
        journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)


def bans(dialogue: Dialogue, person: User) -> QuerySet[Removal]:
    """The bans that keep a person out: theirs, and those of the guests they were or became."""
    same = Q(person=person) | Q(person__merged_into=person)
    if person.merged_into_id:
        same |= Q(person=person.merged_into_id)
    return Removal.objects.filter(same, dialogue=dialogue, is_ban=True, lifted_at=None)


@receiver(signals.participation_begins)
def refuse_banned(dialogue: Dialogue, person: User, **_: object) -> None:
    if bans(dialogue, person).exists():
        raise Banned


@receiver(signals.participation_ended)
def keep_removal(
    participation: Participation, by: Participation, because: str = "", **_: object
) -> None:
    """Keeps why, whoever removes somebody by whichever page; of a ban it is kept already."""
    dialogue, person = participation.dialogue, participation.person
    if person.pk != by.person_id and not bans(dialogue, person).exists():
        _keep(dialogue, person, by.person_id, because, is_ban=False)


@receiver(signals.guest_merged)
def ban_account(guest: User, account: User, **_: object) -> None:
    """A banned guest who turns out to be a person with an account is banned as that person."""
    held = Removal.objects.filter(person=guest, is_ban=True, lifted_at=None)
    parts = Participation.objects.select_related("dialogue", "person")
    for ban in held.select_related("dialogue"):
        part = parts.filter(dialogue=ban.dialogue, person=account, ended_at=None).first()
        if part is not None and not part.is_crew:
            _keep(ban.dialogue, account, ban.by_id, ban.because, is_ban=True)
            actions.end(part, parts.get(dialogue=ban.dialogue, person=ban.by_id))


def _keep(dialogue: Dialogue, person: User, by: int, because: str, *, is_ban: bool) -> None:
    made = Removal.objects.create(
        dialogue=dialogue,
        person=person,
        by_id=by,
        at=journal.now(),
        because=because,
        is_ban=is_ban,
    )
    fact = PersonRemoved(removal=made.pk, person=person.pk, banned=is_ban)
    journal.append(dialogue.stream_id, fact, by=by, audience=Audience.CREW)
