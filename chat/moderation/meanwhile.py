"""Two who moderate at once: the later one is told what the other did, and nothing changes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from polylogue.kit.refusals import Refusal
from polylogue.people.models import User


class DoneMeanwhile(Refusal):
    """Somebody else was quicker; the sentence says who, and what."""

    code = "done-meanwhile"


def name(person: User | None) -> str:
    """How somebody is called, also if their account was another one then."""
    if person is None:
        return _("Somebody")
    return (person.merged_into or person).display_name
