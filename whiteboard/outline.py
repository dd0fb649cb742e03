"""A board as an outline: lane by lane, in each its groups and what stands alone, for pages and readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from polylogue.dialogues.cards import cards
from rooms.promotions import onward, tracing
from whiteboard import labels, permissions, rowing
from whiteboard.deciding import Case
from whiteboard.entrance import Visit
from whiteboard.pieces import CONNECTED, IN_GROUPS, IN_LANES, VOTED_ON, Kind, Piece, Words
from whiteboard.reducing.boards import left
from whiteboard.state import State
from whiteboard.wall import cards as cards_taken_up

Shown = dict[str, Any]
NOT_LISTED = {Kind.LANE, Kind.CONNECTOR, Kind.STROKE}


class Outline:
    """All that a person sees of a board, read once."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.board = visit, visit.board
        self.state: State = rowing.state_of(visit.board, visit.board.stream.head)
        seen = Q(private_to=None) | Q(private_to=visit.by.person_id)
        found = rowing.pieces_of(visit.board, seen)
        self.state.pieces = {piece.name: piece for piece in found if piece.is_live}
        self.deleted = [piece for piece in found if not piece.is_live]
        self.state.dots = rowing.dots_of(
            visit.board, Q(person=visit.by.person_id, round=visit.board.round)
        )
        self.case = Case(self.state, visit.who, "")
        self.people = cards(visit.by.dialogue_id, {piece.by for piece in found})
        self.connected = self._connected()
        self.became = onward.became(visit.board.stream_id, visit.by)
        self.went = cards_taken_up.went([visit.board], visit.by)
        self.came = tracing.came_from(visit.board.stream_id, visit.by, visit.room)

    def shown(self) -> Shown:
        lanes = self.state.neighbours(Kind.LANE, "")
        listed = [p for p in self._in_order() if p.kind not in NOT_LISTED]
        by_lane: dict[str, list[Piece]] = defaultdict(list)
        for piece in listed:
            by_lane[self._lane_of(piece)].append(piece)
        return {
            "board": self.board,
            "lanes": [self._lane(lane, by_lane[lane.name]) for lane in lanes],
            "elsewhere": self._nested(by_lane[""]),
            "drawings": sum(p.kind == Kind.STROKE for p in self.state.pieces.values()),
            "deleted": [self.piece(p) for p in self.deleted if self._may("restore_pieces", p)],
            **self._about(),
        }

    def piece(self, piece: Piece) -> Shown:
        """One piece, with what the person may do with it now."""
        ballot = (self.visit.by.person_id, self.state.round, piece.name)
        fields = self.state.fields_of(piece.kind)
        return {
            "name": piece.name,
            "kind": piece.kind,
            "called": labels.KINDS[Kind(piece.kind)],
            "title": piece.title,
            "picture": self._picture(piece),
            "said": [
                (labels.of_field(name, self.state.card), piece.fields[name])
                for name, field in fields.items()
                if isinstance(field, Words)
                and piece.fields.get(name)
                and name not in {"title", "label"}
            ]
            if piece.kind == Kind.CARD
            else [],
            "colour": piece.fields.get("colour", "plain"),
            "author": self.people.get(piece.by),
            "is_locked": piece.locked_by is not None,
            "is_private": piece.private_to is not None,
            "votes": self.state.totals.get(piece.name, 0),
            "dots": self.state.dots.get(ballot, 0),
            "has_votes": piece.kind in VOTED_ON and piece.private_to is None,
            "connected": self.connected[piece.name],
            "came": self.came.get(piece.name),
            "went": self.went.get(cards_taken_up.place_of(self.board.pk, piece.name), []),
            "became": self.became.get(piece.name),
            "may": self.may(piece),
        }

    def _picture(self, piece: Piece) -> str:
        """The address of what it shows, if it is a picture and its bytes were not removed for good."""
        file = piece.fields.get("file")
        place = [self.visit.by.dialogue.slug, self.board.pk]
        return reverse("pictures:show", args=[*place, file]) if file else ""

    def fields(self, piece: Piece) -> list[Shown]:
        """The texts of a piece, as a form has them."""
        return [
            {
                "name": name,
                "label": labels.of_field(name, self.state.card),
                "words": piece.fields.get(name, ""),
                "most": field.most,
                "is_long": field.most > 200,
            }
            for name, field in self.state.fields_of(piece.kind).items()
            if isinstance(field, Words)
        ]

    def places(self, piece: Piece) -> list[Shown]:
        """Where it can be put: by lane, at the start, after each that stands there, at the end."""
        if piece.kind == Kind.LANE:
            lanes = [one for one in self.state.neighbours(Kind.LANE, "") if one.name != piece.name]
            return [{"title": "", "name": "", "after": lanes}]
        if piece.kind not in IN_LANES:
            return []
        lanes = self.state.neighbours(Kind.LANE, "")
        found = [
            {"title": lane.title, "name": lane.name, "after": self._in(lane.name, piece)}
            for lane in lanes
        ]
        return [*found, {"title": "", "name": "", "after": []}]

    def _in(self, lane: str, but: Piece) -> list[Piece]:
        return [p for p in self.state.neighbours(Kind.CARD, lane) if p.name != but.name]

    def groups(self, piece: Piece) -> list[Piece]:
        some = self._in_order() if piece.kind in IN_GROUPS else []
        return [one for one in some if one.kind == Kind.GROUP]

    def others(self, piece: Piece) -> list[Piece]:
        """What it can be connected with."""
        some = self._in_order() if piece.kind in CONNECTED else []
        return [one for one in some if one.kind in CONNECTED and one.name != piece.name]

    def may(self, piece: Piece | None = None) -> dict[str, bool]:
        """By operation, whether to offer it."""
        return {operation: self._may(operation, piece) for operation in permissions.OPERATIONS}

    def _may(self, operation: str, piece: Piece | None) -> bool:
        if not self.visit.is_open:
            return False
        asked = operation
        if piece and piece.kind == Kind.LANE:
            asked = "arrange_lanes"
        lock = self.case.lock_of(piece)
        owns = piece is None or piece.by == self.visit.by.person_id
        role, phase = self.visit.who.role, self.state.phase
        return permissions.refusal(role, asked, phase, lock, owns=owns) is None

    def _about(self) -> Shown:
        rules = self.state.rules
        return {
            "phase": self.state.phase,
            "phase_called": labels.PHASES[self.state.phase],
            "phase_says": labels.SAYS[self.state.phase],
            "phases": list(labels.PHASES.items()),
            "rules": rules,
            "dots_left": left(self.case),
            "hides_totals": self.state.hides_totals,
            "dot_choices": range(rules.most + 1),
            "may": self.may(),
            "seq": self.state.seq,
        }

    def _lane(self, lane: Piece, pieces: list[Piece]) -> Shown:
        return {**self.piece(lane), "entries": self._nested(pieces), "count": len(pieces)}

    def _nested(self, pieces: Iterable[Piece]) -> list[Shown]:
        """Groups with what is in them, and what stands alone, in order; each knows its neighbours."""
        items = [self.piece(piece) for piece in pieces if not self._group_of(piece)]
        for at, item in enumerate(items):
            item["before"] = items[at - 2]["name"] if at > 1 else ""
            item["is_first"], item["is_last"] = at == 0, at == len(items) - 1
            item["next"] = "" if item["is_last"] else items[at + 1]["name"]
            if item["kind"] == Kind.GROUP:
                item["members"] = [self.piece(one) for one in self._members(item["name"])]
        return items

    def _members(self, group: str) -> list[Piece]:
        return [p for p in self._in_order() if p.group == group and p.kind not in NOT_LISTED]

    def _in_order(self) -> list[Piece]:
        return sorted(self.state.pieces.values(), key=lambda piece: (piece.order, piece.name))

    def _group_of(self, piece: Piece) -> str:
        group = self.state.pieces.get(piece.group)
        return group.name if group and group.kind == Kind.GROUP else ""

    def _lane_of(self, piece: Piece) -> str:
        lane = self.state.pieces.get(piece.lane)
        return lane.name if lane and lane.kind == Kind.LANE else ""

    def _connected(self) -> dict[str, list[Shown]]:
        """By piece, what it is connected with; lines to what is gone are not told."""
        found: dict[str, list[Shown]] = defaultdict(list)
        for line in self.state.pieces.values():
            ends = [self.state.pieces.get(name) for name in line.ends or ()]
            if len(ends) == 2 and ends[0] and ends[1]:
                start, end = ends[0], ends[1]
                about = {"line": line.name, "label": line.fields.get("label", "")}
                about["may_delete"] = self._may("delete_pieces", line)
                found[start.name].append({**about, "to": end.title, "name": end.name, "out": True})
                found[end.name].append(
                    {**about, "to": start.title, "name": start.name, "out": False}
                )
        return found
