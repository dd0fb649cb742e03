"""The index of the library: a good practice as it is shown inside of its rooms, and as outside."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from polylogue.followup.choices import Naming
from polylogue.followup.models.practice import Practice
from polylogue.people.models import Sector


class Listing(models.Model):
    """What of an edition can be browsed, filtered and searched by those to whom it is shown.

    It holds nothing that they are not shown: where city and country are withheld, there are none
    here. Kept by `polylogue.followup.library.listing` alone; the full-text index beside this table
    is kept by the database itself (see the migration).
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="listings")
    is_inside = models.BooleanField()
    edition = models.PositiveIntegerField()
    naming = models.CharField(max_length=6, choices=Naming)
    topics: models.JSONField[Any, Any] = models.JSONField(default=list)
    country = CountryField(blank=True)
    sector = models.CharField(_("sector"), max_length=16, choices=Sector, blank=True)
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "is_inside"], name="followup_listing_one_each"
            ),
        ]

    def __str__(self) -> str:
        return f"good practice {self.practice_id} {'inside' if self.is_inside else 'outside'}"
