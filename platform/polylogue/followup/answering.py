"""What authors say to what they are asked. Runs inside the writer, for the person and no role.

It is possible in an archived dialogue, and for somebody who takes part no more: words stay theirs.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.revisions import ChangedMeanwhile
from polylogue.followup import entries, journaling, opening
from polylogue.followup.choices import Visibility, naming_of
from polylogue.followup.models import Consent, Practice
from polylogue.followup.models.sight import accounts_of
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.people.models import User

GIVEN, REFUSED, WITHDRAWN = Consent.Answer.GIVEN, Consent.Answer.REFUSED, Consent.Answer.WITHDRAWN


def give(practice: int, by: User, *, edition: int, visibility: str, naming: str) -> None:
    """Consents to this edition and this visibility; raises ChangedMeanwhile if others are asked about now."""
    found = _asked(practice, by, edition, visibility)
    said = {"visibility": visibility, "naming": naming_of(naming)}
    _answer(found, by, GIVEN, **said)
    fact = entries.ConsentGiven(found.pk, by.pk, edition, **said)
    journaling.confided(found, fact, person=by.pk, by=by.pk)
    opening.settle(found)


def refuse(practice: int, by: User, *, edition: int, visibility: str) -> None:
    found = _asked(practice, by, edition, visibility)
    _answer(found, by, REFUSED, visibility=visibility)
    fact = entries.ConsentRefused(found.pk, by.pk, edition, visibility)
    journaling.confided(found, fact, person=by.pk, by=by.pk)
    opening.settle(found)


def withdraw(practice: int, by: User) -> None:
    """Takes back whatever the person allowed, in all editions, and answers what they are asked."""
    found = _own(practice, by)
    answers = [GIVEN, Consent.Answer.OPEN]
    rows = found.consents.filter(person__in=accounts_of(by.pk), answer__in=answers)
    if rows.update(answer=WITHDRAWN, answered_at=journal.now()):
        fact = entries.ConsentWithdrawn(found.pk, by.pk)
        journaling.confided(found, fact, person=by.pk, by=by.pk)
        opening.settle(found)


def _asked(practice: int, by: User, edition: int, visibility: str) -> Practice:
    """The practice, if this is what it asks its authors now."""
    found = _own(practice, by)
    if not found.is_reviewed:
        raise NotFound
    if (edition, visibility) != (found.edition, found.visibility):
        raise ChangedMeanwhile(
            _("The text was changed after you opened this page. Please read it again.")
        )
    if visibility == Visibility.ROOM:
        raise Invalid(_("Nobody beyond the room is to see it: there is nothing to consent to."))
    return found


def _own(practice: int, by: User) -> Practice:
    """One that stands and holds words of the person; or NotFound, also for everybody else."""
    own = Practice.objects.standing().filter(sources__author__in=accounts_of(by.pk), pk=practice)
    found = own.select_related("dialogue").distinct().first()
    if not isinstance(found, Practice):
        raise NotFound
    return found


def _answer(practice: Practice, by: User, answer: str, **said: Any) -> None:
    """One row for each edition and visibility, whichever account of theirs was asked."""
    rows = practice.consents.filter(person__in=accounts_of(by.pk), edition=practice.edition)
    row = rows.filter(visibility=practice.visibility).first()
    if row is None:
        row = Consent(
            practice=practice, person=by, edition=practice.edition, asked_at=journal.now()
        )
    for name, value in (said | {"answer": answer, "answered_at": journal.now()}).items():
        setattr(row, name, value)
    row.save()
