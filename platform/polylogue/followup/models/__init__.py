"""Good practices: what was pinned, what was made of it, and who consented to what."""

from polylogue.followup.models.consent import Consent
from polylogue.followup.models.practice import Edition, Practice, Source

__all__ = ["Consent", "Edition", "Practice", "Source"]
