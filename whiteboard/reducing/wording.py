"""What a piece says: values, of which the last one counts, and texts that several write at once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.texts import ot, units
from whiteboard import operations as ops
from whiteboard.deciding import Case
from whiteboard.entries import FieldsSet, TextEdited
from whiteboard.operations import Step
from whiteboard.pieces import Bytes, Piece, Words
from whiteboard.reducing.registry import decides


@decides(ops.SetFields)
def set_fields(case: Case, op: ops.SetFields) -> None:
    """Whoever does it is answered which values they had not seen, whose these were, and since when."""
    piece = case.live(op.piece)
    case.ask_about("set_fields", [piece])
    known = case.state.fields_of(piece.kind)
    for name, value in op.fields.items():
        if name not in known or isinstance(known[name], Words | Bytes):
            raise Invalid
        if value is not None:
            known[name].check(value)
    unseen = {name: piece.revs[name] for name in op.fields if _is_unseen(case, piece, name, op)}
    fact = FieldsSet(
        key=case.key,
        piece=op.piece,
        fields=dict(op.fields),
        unseen={name: seq for name, (seq, _) in unseen.items()},
    )
    steps = [_set_back(piece, name) for name in op.fields]
    case.tell(fact, *steps, private=piece.private_to is not None)
    case.says = {"unseen": unseen} if unseen else None


@decides(ops.EditText)
def edit_text(case: Case, op: ops.EditText) -> None:
    piece = case.live(op.piece)
    case.ask_about("edit_text", [piece])
    words = case.state.fields_of(piece.kind).get(op.field)
    if not isinstance(words, Words) or op.base > case.state.seq:
        raise Invalid
    if any(isinstance(one, str) and wording.CONTROLS.search(one) for one in op.op):
        raise Invalid
    was = str(piece.fields.get(op.field, ""))
    try:
        edit = _rebased(case, op)
        is_ = ot.apply(edit, was)
    except units.Misfit:
        raise Invalid from None
    if units.count(is_) > max(words.most, units.count(was)):
        raise Invalid(_("This text is too long. Please shorten it: then it is saved."))
    fact = TextEdited(key=case.key, piece=op.piece, field=op.field, op=edit)
    back = ops.EditText(piece=op.piece, field=op.field, base=0, op=ot.invert(edit, was))
    case.tell(fact, Step(op.piece, op.field, back), private=piece.private_to is not None)


def _rebased(case: Case, op: ops.EditText) -> ot.Operation:
    """As it is done after all that was written since its author looked."""
    edit = ot.compose([], [*op.op])
    for seq, since in case.state.edits.get((op.piece, op.field), ()):
        if seq > op.base:
            edit = ot.transform(edit, since, "right")
    return edit


def _is_unseen(case: Case, piece: Piece, name: str, op: ops.SetFields) -> bool:
    seq, by = piece.revs.get(name, (0, 0))
    return seq > op.base and by != case.who.person


def _set_back(piece: Piece, name: str) -> Step:
    fields: dict[str, Any] = {name: piece.fields.get(name)}
    return Step(piece.name, name, ops.SetFields(piece=piece.name, fields=fields, base=0))
