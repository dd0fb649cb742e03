"""Why there is no archive, or why nothing was restored."""

from __future__ import annotations

from polylogue.kit.refusals import Refusal


class NotArchived(Refusal):
    """The dialogue cannot be written to a file as it is."""

    code = "not-archived"


class NotRestored(Refusal):
    """The file is not what it has to be, or does not fit in here; nothing was changed."""

    code = "not-restored"
