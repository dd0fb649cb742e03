"""What the conversation itself offers for a message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chat import policies
from chat.menu import Choice, declare

declare(Choice("edit", _("Edit"), "edit", policies.EDIT, whose="own"))
declare(
    Choice(
        "delete",
        _("Delete"),
        "trash",
        policies.DELETE,
        whose="own",
        crew_action=policies.MODERATE,
        is_danger=True,
    )
)
