"""Good practices: what was pinned, what was made of it, and who consented to what."""

from polylogue.followup.models.consent import Consent
from polylogue.followup.models.handing_out import LibraryExport
from polylogue.followup.models.idea import Idea, IdeaEdition
from polylogue.followup.models.letters import (
    ContactStop,
    Letter,
    Reachability,
    Reply,
    SenderBlock,
)
from polylogue.followup.models.listing import Listing
from polylogue.followup.models.practice import Edition, Practice, Source

__all__ = [
    "Consent",
    "ContactStop",
    "Edition",
    "Idea",
    "IdeaEdition",
    "Letter",
    "LibraryExport",
    "Listing",
    "Practice",
    "Reachability",
    "Reply",
    "SenderBlock",
    "Source",
]
