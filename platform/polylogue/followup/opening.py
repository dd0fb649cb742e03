"""What the authors' consents open, reckoned after each change; nothing else opens a good practice."""

from __future__ import annotations

from dataclasses import dataclass

from polylogue.followup import asking, entries
from polylogue.followup.choices import (
    Naming,
    Visibility,
    most_reserved,
    narrowest,
    reaches,
    widest,
)
from polylogue.followup.library import listing
from polylogue.followup.models import Consent, Practice
from polylogue.log import journal
from polylogue.people.models import User


@dataclass(frozen=True, slots=True)
class Opening:
    """How far which edition is open, and how its authors are shown there."""

    to: Visibility = Visibility.ROOM
    edition: int | None = None
    naming: Naming = Naming.HIDDEN


CLOSED = Opening()


def settle(practice: Practice) -> None:
    """Keeps what holds now, in the library too; tells the dialogue if it is something else than before."""
    now = reckoned(practice)
    before = Opening(
        Visibility(practice.open_to), practice.open_edition, Naming(practice.open_naming)
    )
    if now != before:
        keep(practice, now)
        tell(practice)
    listing.renew(practice)


def reckoned(practice: Practice) -> Opening:
    """The newest edition that all its authors consented to, as widely as all of them did."""
    if practice.unpinned_at or not practice.is_reviewed:
        return CLOSED
    given = practice.consents.filter(
        answer=Consent.Answer.GIVEN, edition__gte=practice.earliest
    ).order_by("-edition")
    for number in dict.fromkeys(given.values_list("edition", flat=True)):
        if (found := _of_edition(practice, number)) != CLOSED:
            return found
    return CLOSED


def keep(practice: Practice, now: Opening) -> None:
    practice.open_to, practice.open_edition, practice.open_naming = now.to, now.edition, now.naming
    practice.save(update_fields=["open_to", "open_edition", "open_naming"])


def tell(practice: Practice) -> None:
    """Tells the dialogue, in nobody's name: who consented is not for everybody."""
    by, before = User.objects.system().pk, practice.opened_seq
    stream = practice.dialogue.stream_id
    if practice.open_edition:
        opened = entries.PracticeOpened(
            practice.pk, practice.open_edition, practice.open_to, before
        )
        practice.opened_seq = journal.append(stream, opened, by=by).seq
    elif before:
        journal.append(stream, entries.PracticeClosed(practice.pk, before), by=by)
        practice.opened_seq = None
    practice.save(update_fields=["opened_seq"])


def _of_edition(practice: Practice, number: int) -> Opening:
    by_author = asking.given_by_author(practice, number)
    if not by_author or not all(by_author.values()):
        return CLOSED
    widths = [widest([c.visibility for c in consents]) for consents in by_author.values()]
    to = narrowest([practice.visibility, *widths])
    if to == Visibility.ROOM:
        return CLOSED
    namings = [c.naming for all_ in by_author.values() for c in all_ if reaches(c.visibility, to)]
    return Opening(to, number, most_reserved(namings))
