"""How far a good practice may be seen, and what of its author stands beside it there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Invalid
from rooms.models import Room


class Visibility(models.TextChoices):
    """Who sees it, from the narrowest to the widest."""

    ROOM = "room", _("Only the rooms it comes from")
    DIALOGUE = "dialogue", _("Everyone in this dialogue")
    NETWORK = "network", _("Everyone who is signed in to this site")
    PUBLIC = "public", _("Everyone, also without an account")


class Naming(models.TextChoices):
    """What stands beside it outside of the room, from the least to the most."""

    HIDDEN = "hidden", _("Without my name and city")
    CITY = "city", _("With the city, without my name")
    NAMED = "named", _("With my name and city")


WIDTH = list(Visibility)
OPENNESS = list(Naming)

# What the room's own rule would show of an author is where their choice starts.
NAMING_OF_RULE = {
    Room.Rule.PRIVATE: Naming.HIDDEN,
    Room.Rule.UNATTRIBUTED: Naming.HIDDEN,
    Room.Rule.BY_CITY: Naming.CITY,
    Room.Rule.PUBLIC: Naming.NAMED,
}


def reaches(given: str, wanted: str) -> bool:
    """Whether who allowed the first allowed the second, too."""
    return WIDTH.index(Visibility(given)) >= WIDTH.index(Visibility(wanted))


def narrowest(several: list[str]) -> Visibility:
    return min(map(Visibility, several), key=WIDTH.index, default=Visibility.ROOM)


def most_reserved(several: list[str]) -> Naming:
    return min(map(Naming, several), key=OPENNESS.index, default=Naming.HIDDEN)


def widest(several: list[str]) -> Visibility:
    return max(map(Visibility, several), key=WIDTH.index, default=Visibility.ROOM)


def visibility_of(said: str) -> Visibility:
    """Raises Invalid for what is none."""
    if said not in Visibility.values:
        raise Invalid(_("Choose who may see it."))
    return Visibility(said)


def naming_of(said: str) -> Naming:
    if said not in Naming.values:
        raise Invalid(_("Choose how you wish to be shown."))
    return Naming(said)
