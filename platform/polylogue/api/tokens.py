"""What staff do with tokens. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from polylogue.api import entries, policies
from polylogue.api.models import Token
from polylogue.api.scopes import Scope
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience

LONGEST = timedelta(days=366)
ENDING = 4


def make_token(
    by: Participation,
    *,
    digest: str,
    ending: str,
    label: str,
    scopes: Sequence[str],
    expires_at: datetime,
    everywhere: bool = False,
) -> int:
    """Keeps the hash of a token that was made for the person; the token itself comes nowhere near."""
    by.require(policies.USE)
    if not label or not scopes or not set(scopes) <= set(Scope.values):
        raise Invalid(_("Give the token a name, and choose what it opens."))
    if not journal.now() < expires_at <= journal.now() + LONGEST:
        raise Invalid(_("Choose a last day that is not over yet, within a year."))
    token = Token.objects.create(
        person=by.person,
        dialogue=None if everywhere else by.dialogue,
        label=label,
        scopes=list(scopes),
        digest=digest,
        ending=ending,
        made_at=journal.now(),
        expires_at=expires_at,
    )
    made = entries.TokenMade(
        token=token.pk,
        label=label,
        scopes=list(scopes),
        everywhere=everywhere,
        expires_at=expires_at.isoformat(timespec="seconds"),
    )
    tell(by, made)
    return token.pk


def revoke_token(token: int, by: Participation) -> None:
    """From here on it opens nothing. One that opens other dialogues too is its owner's to revoke."""
    by.require(policies.USE)
    found = Token.objects.listed_for(by).filter(pk=token).first()
    if found is None:
        raise NotFound
    if found.dialogue_id is None and found.person_id != by.person_id:
        raise NotAllowed(_("This token opens other dialogues too: its owner alone can revoke it."))
    if found.revoked_at is None:
        Token.objects.filter(pk=found.pk).update(revoked_at=journal.now())
        tell(by, entries.TokenRevoked(token=found.pk, label=found.label))


def tell(by: Participation, fact: Fact) -> int:
    """Says it in the dialogue's stream, to the crew; returns where."""
    entry = journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
    return entry.seq
