"""Own templates: kept for a dialogue by its crew, for the whole site by staff."""

from __future__ import annotations

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room
from whiteboard import entries, policies
from whiteboard.files import reading, writing
from whiteboard.files.document import Document
from whiteboard.models import Board, OwnTemplate

NAME_LENGTH, SAYS_LENGTH = 120, 300
MOST = 200
PREFIX = "own-"


class EnoughTemplates(Refusal):
    code = "board-templates"
    sentence = _("There are as many templates as can be kept. Remove one first.")


def usable(by: Participation) -> QuerySet[OwnTemplate]:
    """What this person's boards can begin as, beside what came with the site."""
    return OwnTemplate.objects.filter(
        Q(dialogue=by.dialogue_id) | Q(dialogue=None), removed_at=None
    )


def find(by: Participation, sign: str) -> OwnTemplate:
    """The template that a form names by its sign; raises NotFound."""
    number = sign.removeprefix(PREFIX)
    if not (sign.startswith(PREFIX) and number.isascii() and number.isdigit() and len(number) < 16):
        raise NotFound
    found = usable(by).filter(pk=int(number)).first()
    if found is None:
        raise NotFound
    return found


def document_of(template: OwnTemplate) -> Document:
    """What it lays out; refused in words if it does not fit (any more)."""
    try:
        return reading.checked(msgspec.convert(template.content, Document))
    except msgspec.ValidationError as problem:
        raise Invalid(
            _("This template does not fit any more: %(problem)s") % {"problem": str(problem)[:200]}
        ) from problem


def keep(
    board: Board, by: Participation, *, name: str, says: str, everywhere: bool, with_cards: bool
) -> int:
    """Keeps a board as a template, with its lanes and groups, or with all that everybody sees of it.

    What was written in one dialogue is no template of another: for the whole site it is the former.
    """
    require_inside(board.room, by, policies.HOST)
    if everywhere and not by.person.is_staff:
        raise NotAllowed
    if with_cards:
        writing.require_leaves(board, None)
    if usable(by).count() >= MOST:
        raise EnoughTemplates
    cards = with_cards and not everywhere
    document = writing.document(writing.state_of(board), board.title, with_cards=cards)
    kept = OwnTemplate.objects.create(
        dialogue=None if everywhere else by.dialogue,
        name=_line(name, NAME_LENGTH) or board.title,
        says=_line(says, SAYS_LENGTH),
        content=msgspec.to_builtins(document, str_keys=True),
        author=by.person,
        kept_at=journal.now(),
    )
    journal.append(board.stream_id, entries.TemplateKept(template=kept.pk), by=by.person_id)
    return kept.pk


def remove(room: Room, by: Participation, *, template: str) -> None:
    """Boards cannot begin as it any more; those that did stay. Told in the room where it was done."""
    require_inside(room, by, policies.HOST)
    found = find(by, template)
    if found.dialogue_id is None and not by.person.is_staff:
        raise NotAllowed
    found.removed_at = journal.now()
    found.save(update_fields=["removed_at"])
    journal.append(room.stream_id, entries.TemplateRemoved(template=found.pk), by=by.person_id)


def _line(written: str, most: int) -> str:
    line = wording.name(written)
    if len(line) > most:
        raise Invalid(_("Please say it in fewer words."))
    return line
