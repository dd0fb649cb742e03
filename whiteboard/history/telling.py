"""What happened on a board, in words: one sentence for each kind of entry, and what was before and after."""

from __future__ import annotations

from functools import singledispatch

from django.utils.translation import gettext as _

from polylogue.texts.units import Misfit
from whiteboard import entries, labels
from whiteboard.entries import BoardFact
from whiteboard.entries.base import OfPieces
from whiteboard.history import differences
from whiteboard.history.looks import Change, Look, Words
from whiteboard.pieces import Words as Text


@singledispatch
def sentence(fact: BoardFact, look: Look) -> str:
    return fact.describe(look.who)


@singledispatch
def changes(fact: BoardFact, look: Look) -> list[Change]:
    """What of it can be read: texts before and after, values, rules."""
    return []


@sentence.register
def _created(fact: entries.PieceCreated, look: Look) -> str:
    return _("%(who)s added %(what)s") % named_in(look, fact.piece)


@changes.register
def _created_with(fact: entries.PieceCreated, look: Look) -> list[Change]:
    known = look.after.fields_of(fact.type)
    return [
        Change(look.label(name), after=words)
        for name, words in fact.fields.items()
        if isinstance(known.get(name), Text) and words
    ]


@sentence.register
def _connected(fact: entries.PiecesConnected, look: Look) -> str:
    ends = {"start": look.title(fact.start), "end": look.title(fact.end)}
    return _("%(who)s connected %(start)s with %(end)s") % {"who": look.who, **ends}


@changes.register
def _connected_with(fact: entries.PiecesConnected, look: Look) -> list[Change]:
    return [Change(look.label("label"), after=fact.label)] if fact.label else []


@sentence.register
def _set(fact: entries.FieldsSet, look: Look) -> str:
    return _("%(who)s changed %(what)s") % named_in(look, fact.piece)


@changes.register
def _set_to(fact: entries.FieldsSet, look: Look) -> list[Change]:
    was = look.before.pieces.get(fact.piece)
    found = []
    if "colour" in fact.fields:
        before = was.fields.get("colour") if was else None
        found = [Change(_("Colour"), _colour(before), _colour(fact.fields["colour"]))]
    if fact.fields.keys() & {"x", "y", "w", "h"}:
        found.append(Change(_("Place and size on the canvas")))
    return found


@sentence.register
def _written(fact: entries.TextEdited, look: Look) -> str:
    about = {"field": look.label(fact.field), **named_in(look, fact.piece)}
    return _("%(who)s wrote in %(what)s, %(field)s") % about


@changes.register
def _written_in(fact: entries.TextEdited, look: Look) -> list[Change]:
    was = look.before.pieces.get(fact.piece)
    if was is None:
        return []
    try:
        parts = differences.parts(fact.op, str(was.fields.get(fact.field, "")))
    except Misfit:
        return []
    return [Change(look.label(fact.field), parts=parts)]


@sentence.register
def _moved(fact: entries.PiecesMoved, look: Look) -> str:
    about = {"who": look.who, "what": look.titles(fact.pieces_named())}
    return _("%(who)s moved %(what)s on the canvas") % about


@sentence.register
def _placed(fact: entries.PiecesPlaced, look: Look) -> str:
    about = {"who": look.who, "what": look.titles(fact.orders), "lane": look.title(fact.lane)}
    was = {p.lane for name in fact.orders if (p := look.before.pieces.get(name))}
    if was == {fact.lane}:
        return _("%(who)s moved %(what)s up or down") % about
    if fact.lane:
        return _("%(who)s put %(what)s into the lane %(lane)s") % about
    return _("%(who)s took %(what)s out of its lane") % about


@sentence.register
def _grouped(fact: entries.PiecesGrouped, look: Look) -> str:
    about = {"who": look.who, "what": look.titles(fact.pieces), "group": look.title(fact.group)}
    if fact.group:
        return _("%(who)s put %(what)s into the group %(group)s") % about
    return _("%(who)s took %(what)s out of its group") % about


@sentence.register
def _of_pieces(fact: OfPieces, look: Look) -> str:
    done = {
        entries.PiecesDeleted: _("%(who)s deleted %(what)s"),
        entries.PiecesRestored: _("%(who)s restored %(what)s"),
        entries.PiecesLocked: _("%(who)s locked %(what)s"),
        entries.PiecesUnlocked: _("%(who)s unlocked %(what)s"),
        entries.PiecesRevealed: _("%(who)s showed %(what)s to everybody"),
    }
    return done[type(fact)] % {"who": look.who, "what": look.titles(fact.pieces)}


@changes.register
def _revealed(fact: entries.PiecesRevealed, look: Look) -> list[Change]:
    pieces = [piece for name in fact.pieces if (piece := look.after.pieces.get(name))]
    return [
        Change(look.label(name), after=str(piece.fields[name]))
        for piece in pieces
        for name, field in look.after.fields_of(piece.kind).items()
        if isinstance(field, Text) and piece.fields.get(name)
    ]


def named_in(look: Look, piece: str) -> dict[str, str]:
    return {"who": look.who, "what": look.title(piece)}


def _colour(value: object) -> Words:
    return labels.COLOURS.get(str(value), labels.COLOURS["plain"])
