"""Who may do what: one table of actions and roles, which code, tests and docs all read.

Each app declares its own rows in `policies.py`; `TABLE` is their union.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import NotAllowed, Refusal


class Role(models.TextChoices):
    STAFF = "staff", _("Staff")
    FACILITATOR = "facilitator", _("Facilitator")
    MODERATOR = "moderator", _("Moderator")
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", _("Observer")


CREW = frozenset({Role.STAFF, Role.FACILITATOR, Role.MODERATOR})
SPEAKERS = CREW | {Role.PARTICIPANT}
EVERYONE = SPEAKERS | {Role.OBSERVER}


class DialogueArchived(Refusal):
    code = "dialogue-archived"
    sentence = _("This dialogue is archived: it can be read, but nothing can be added.")


@dataclass(frozen=True, slots=True)
class Row:
    """One action: who may do it, what it is in words, and whether it changes anything."""

    action: str
    says: str
    roles: frozenset[Role]
    changes: bool = True


TABLE: dict[str, Row] = {}


def declare(action: str, says: str, roles: frozenset[Role], *, changes: bool = True) -> str:
    """Adds a row to the table and returns the action's name; a name has one row."""
    if action in TABLE:
        raise ValueError(f"{action} has a row already")
    TABLE[action] = Row(action, says, frozenset(roles), changes)
    return action


def allows(roles: set[str] | frozenset[str], action: str) -> bool:
    """Whether any of these roles may do the action; raises KeyError for an undeclared one."""
    return bool(TABLE[action].roles & roles)


def is_kept_in_archive(row: Row) -> bool:
    """Whether the action is possible in an archived dialogue."""
    return not row.changes or row.action == "dialogues.unarchive"


def require(roles: set[str] | frozenset[str], action: str, *, archived: bool = False) -> None:
    """Raises NotAllowed if no role may do this, DialogueArchived if it would change an archive."""
    if not allows(roles, action):
        raise NotAllowed
    if archived and not is_kept_in_archive(TABLE[action]):
        raise DialogueArchived
