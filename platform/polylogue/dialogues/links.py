"""What staff do with join links. Every function runs inside the writer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import entries, policies
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.dialogues.policy import Role
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.models import Audience


def make_link(
    by: Participation, *, role: str, label: str = "", expires_at: datetime | None = None
) -> int:
    by.require(policies.INVITE)
    if role not in Role.values or (expires_at and expires_at <= journal.now()):
        raise Invalid(_("Choose a role, and a last day that is not over yet."))
    link = JoinLink.objects.create(
        dialogue=by.dialogue,
        role=role,
        label=label.strip(),
        expires_at=expires_at,
        created_by=by.person,
        created_at=journal.now(),
    )
    _tell(entries.LinkMade, link, by)
    return link.pk


def revoke_link(link: int, by: Participation) -> None:
    """From here on nobody can join by it; withdrawing it twice is harmless."""
    by.require(policies.INVITE)
    found = JoinLink.objects.filter(dialogue=by.dialogue, pk=link).first()
    if found is None:
        raise NotFound
    if found.revoked_at is None:
        found.revoked_at = journal.now()
        found.save(update_fields=["revoked_at"])
        _tell(entries.LinkRevoked, found, by)


def _tell(
    fact: type[entries.LinkMade | entries.LinkRevoked], link: JoinLink, by: Participation
) -> None:
    told = fact(link=link.pk, role=link.role, label=link.label)
    journal.append(by.dialogue.stream_id, told, by=by.person_id, audience=Audience.CREW)
