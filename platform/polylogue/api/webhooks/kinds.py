"""Which kinds of entries a webhook can be told of, by the wing that they are of."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polylogue.log import facts

WINGS: dict[str, str | Promise] = {
    "api": _("Tokens and webhooks"),
    "board": _("Boards"),
    "breakout": _("Group work"),
    "challenges": _("Challenges and advice"),
    "chat": _("Messages"),
    "dialogues": _("The dialogue, its programme and people"),
    "followup": _("Good practices and project ideas"),
    "harvest": _("What groups bring home"),
    "help": _("Calls for help"),
    "log": _("The log itself"),
    "moderation": _("Moderation"),
    "notices": _("Announcements to groups"),
    "polls": _("Polls"),
    "questions": _("Questions and answers"),
    "reactions": _("Reactions"),
    "reports": _("Reports about groups"),
    "rooms": _("Rooms, hands and speakers"),
    "scripts": _("Steps of a method"),
    "texts": _("Texts that several write"),
    "transcripts": _("Transcripts and exports"),
}


def told_kinds() -> list[str]:
    """All that there are; what of them is for everyone is told."""
    return sorted(facts.KINDS)


def by_wing() -> list[tuple[str, list[tuple[str, str]]]]:
    """The same for a choice: each wing with its kinds, and the first line of what each is."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in told_kinds():
        groups.setdefault(name.partition(".")[0], []).append((name, _says(name)))
    return list(groups.items())


def title(wing: str) -> str:
    return str(WINGS.get(wing, wing))


def _says(name: str) -> str:
    return (facts.KINDS[name].__doc__ or "").strip().partition("\n")[0]
