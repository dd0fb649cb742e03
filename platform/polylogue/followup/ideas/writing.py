"""Making project ideas of cards, and writing them. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.dialogues.revisions import require_unchanged
from polylogue.followup import policies
from polylogue.followup.ideas import entries, wording
from polylogue.followup.models import Idea, IdeaEdition
from polylogue.followup.models.sight import accounts_of
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms import guards
from whiteboard import rowing
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece


def make(by: Participation, board: int, piece: str, *, fields: Mapping[str, Any]) -> int:
    """Makes a project idea of a card; answers which one. Of each card there is one at most."""
    found, card = card_of(by, board, piece)
    _require_writer(by, card.by)
    if not by.may(policies.MAKE_IDEAS):
        guards.ask_to_speak(found.room, by)
    if Idea.objects.filter(board=found, piece=piece).exists():
        raise Invalid(_("This card is a project idea already."))
    idea = Idea(
        dialogue=by.dialogue, board=found, piece=piece, made_by=by.person, made_at=journal.now()
    )
    idea.save()
    wording.write(idea, fields, by=by.person_id)
    made = entries.IdeaMade(piece=piece, idea=idea.pk)
    journal.append(found.stream_id, made, by=by.person_id)
    _tell(idea, by)
    return idea.pk


def change(idea: int, by: Participation, *, fields: Mapping[str, Any], seen: int) -> None:
    """Saves the next edition; raises ChangedMeanwhile if somebody wrote it after `seen`."""
    found = visible(idea, by)
    _require_writer(by, *writers_of(found))
    if not by.may(policies.MAKE_IDEAS):
        guards.ask_to_speak(found.board.room, by)
    require_unchanged(by.dialogue, entries.IdeaWritten, seen=seen, idea=found.pk)
    before = IdeaEdition.objects.get(idea=found, number=found.edition)
    if wording.cleaned(fields) != wording.content(before):
        found.edition += 1
        wording.write(found, fields, by=by.person_id)
        _tell(found, by)


def visible(idea: int, by: Participation) -> Idea:
    """The idea, for whoever can follow its board; raises NotFound."""
    found = Idea.objects.visible_to(by.person).filter(dialogue=by.dialogue_id, pk=idea)
    one: Idea | None = found.select_related("dialogue", "board__room__dialogue").first()
    if one is None:
        raise NotFound
    return one


def card_of(by: Participation, board: int, piece: str) -> tuple[Board, Piece]:
    """A card that lies on a board for everybody, for whoever can follow it; raises NotFound."""
    boards = Board.objects.visible_to(by.person).filter(room__dialogue=by.dialogue_id, pk=board)
    found = boards.select_related("room__dialogue").first()
    cards = rowing.pieces_of(found, Q(name=piece, kind=Kind.CARD)) if found else []
    if found is None or not cards or not cards[0].is_live or cards[0].private_to is not None:
        raise NotFound
    return found, cards[0]


def writers_of(idea: Idea) -> set[int]:
    """Whose card it was, and who made the idea of it."""
    cards = rowing.pieces_of(idea.board, Q(name=idea.piece))
    return {idea.made_by_id, *(card.by for card in cards)}


def may_write(by: Participation, *authors: int) -> bool:
    """The crew, and those whose idea or card it is."""
    own = set(accounts_of(by.person_id).values_list("pk", flat=True))
    return by.may(policies.MAKE_IDEAS) or (by.may(policies.WRITE_IDEA) and bool(own & {*authors}))


def _require_writer(by: Participation, *authors: int) -> None:
    if not may_write(by, *authors):
        by.require(policies.MAKE_IDEAS)


def _tell(idea: Idea, by: Participation) -> None:
    """Tells the crew, and with it every form that was opened before."""
    before = idea.written_seq or None
    fact = entries.IdeaWritten(idea=idea.pk, edition=idea.edition, before=before)
    stream = idea.dialogue.stream_id
    entry = journal.append(stream, fact, by=by.person_id, audience=Audience.CREW)
    idea.written_seq = entry.seq
    idea.save(update_fields=["edition", "written_seq"])
