"""What the conversation itself offers for a message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chat import policies
from chat.menu import Choice, declare

declare(
    Choice("reply", _("Reply in a thread"), "reply", policies.POST, within=("room",), is_quick=True)
)
declare(Choice("quote", _("Quote"), "quote", policies.POST))
declare(Choice("link", _("Copy link"), "link", policies.LINK, changes=False))
declare(Choice("edit", _("Edit"), "edit", policies.EDIT, whose="own"))
declare(
    Choice(
        "versions",
        _("Earlier versions"),
        "clock",
        policies.VERSIONS,
        changes=False,
        when=("edited", "deleted"),
    )
)
declare(
    Choice(
        "delete",
        _("Delete"),
        "trash",
        policies.DELETE,
        needs="room",
        whose="own",
        crew_action=policies.MODERATE,
        is_danger=True,
    )
)
