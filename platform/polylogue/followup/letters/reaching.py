"""Who can be written to about a good practice, and by whom; nobody learns here who that is."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.followup import asking
from polylogue.followup.choices import Naming
from polylogue.followup.models import ContactStop, Practice, Reachability, SenderBlock
from polylogue.followup.models.sight import accounts_of
from polylogue.followup.showing import Shown
from polylogue.kit.refusals import Refusal
from polylogue.people.models import User


class Unreachable(Refusal):
    """The same words whatever the reason: nobody is told that they were blocked."""

    code = "unreachable"
    sentence = _("The people behind this good practice cannot be written to.")


def reachable(shown: Shown) -> set[int]:
    """The people behind it who can be written to: those shown by name unless they chose otherwise.

    Where they are shown without their name, those alone who chose that they can be reached.
    """
    behind = asking.authors(shown.practice, shown.edition.number)
    here = set(User.objects.filter(pk__in=behind, is_active=True).values_list("pk", flat=True))
    chosen = choices(shown.practice)
    return {person for person in here if chosen.get(person, shown.naming == Naming.NAMED)}


def choices(practice: Practice) -> dict[int, bool]:
    """What each of them chose, by the account that they have now."""
    rows = Reachability.objects.filter(practice=practice).order_by("chosen_at", "pk")
    found = rows.values_list("person", "person__merged_into", "is_reachable")
    return {into or person: is_reachable for person, into, is_reachable in found}


def recipients(shown: Shown, sender: User) -> set[int]:
    """Whom a letter of this sender goes to; perhaps nobody."""
    accounts = list(accounts_of(sender.pk).values_list("pk", flat=True))
    practice = shown.practice
    if is_stopped(practice) or _was_removed(practice, accounts) or is_behind(practice, sender):
        return set()
    found = reachable(shown)
    return found - _blocking(found, accounts)


def is_behind(practice: Practice, person: User) -> bool:
    """Whether it holds words of the person."""
    return practice.sources.filter(author__in=accounts_of(person.pk)).exists()


def is_stopped(practice: Practice) -> bool:
    return ContactStop.objects.filter(practice=practice).exists()


def _was_removed(practice: Practice, accounts: Iterable[int]) -> bool:
    parts = Participation.objects.filter(dialogue=practice.dialogue_id, person__in=accounts)
    return any(part.was_removed for part in parts)


def _blocking(people: set[int], senders: Iterable[int]) -> set[int]:
    """Those who want nothing from any account of the sender, whichever of theirs said so."""
    rows = SenderBlock.objects.filter(sender__in=senders)
    found = rows.values_list("person", "person__merged_into")
    return {into or person for person, into in found} & people
