"""Operations on the log: every door does them here, inside the writer, with the board's stream locked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms.actions import require_inside
from rooms.models import Room
from whiteboard import operations as ops
from whiteboard import policies, reducing, rowing
from whiteboard.deciding import Actor, Told
from whiteboard.entries import PieceCreated, VersionNamed
from whiteboard.gathering import Gatherer, gather
from whiteboard.history import versions
from whiteboard.models import Board, Step
from whiteboard.operations import Operation
from whiteboard.permissions import Role
from whiteboard.pictures import laying
from whiteboard.pieces import Piece
from whiteboard.reducing import placing
from whiteboard.state import Ballot, State

FOR_HOSTS = (
    *(ops.LockPieces, ops.UnlockPieces, ops.ReturnBoard, ops.NameVersion, ops.RenameBoard),
    ops.CallTogether,
)
FOR_LEADS = (ops.SetPhase, ops.SetRules, ops.SetTimer)


def do(stream: int, room: Room, by: Participation, operation: Operation, key: str) -> Any:
    """Does an operation on the board of this stream; answers what whoever did it must be told."""
    require_inside(room, by, _policy(operation))
    held = holding(stream)
    who = Actor(by.person_id, role_of(by))
    held.gather(operation, who.person)
    case = reducing.decide(held.state, operation, who, key)
    held.take(case.told, by=who.person)
    return case.says


def holding(stream: int) -> Held:
    """The board as this transaction has it in its hands."""
    return journal.work(("board", stream), lambda: Held(find(stream)))


def find(stream: int) -> Board:
    """The board of this stream; raises NotFound."""
    board = Board.objects.filter(stream=stream).first()
    if board is None:
        raise NotFound
    return board


def role_of(by: Participation) -> Role:
    """What somebody is on boards, by the roles they have in the dialogue."""
    for action, role in (
        (policies.LEAD, Role.LEAD),
        (policies.HOST, Role.HOST),
        (policies.CONTRIBUTE, Role.MEMBER),
    ):
        if by.may(action):
            return role
    return Role.OBSERVER


def _policy(operation: Operation) -> str:
    if isinstance(operation, FOR_LEADS):
        return policies.LEAD
    return policies.HOST if isinstance(operation, FOR_HOSTS) else policies.CONTRIBUTE


class Held:
    """A board in the hands of a transaction: commands of one batch read and write its rows once."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.state = rowing.state_of(board, journal.head(board.stream_id))
        self.gatherer = Gatherer(board, self.state)
        self.changed: set[str] = set()
        self.cast: dict[Ballot, int] = {}
        self.laid: dict[str, str] = {}
        self.is_changed = False

    def gather(self, operation: Operation, person: int) -> None:
        self.state.seq = journal.head(self.board.stream_id)
        self.gatherer.state = self.state
        gather(operation, self.gatherer, person)

    def pieces(self, names: Iterable[str]) -> list[Piece]:
        """Those of these names, as they stand in this transaction."""
        self.gatherer.state = self.state
        self.gatherer.pieces(names := list(names))
        return [self.state.pieces[name] for name in names if name in self.state.pieces]

    def take(self, told: Sequence[Told], *, by: int) -> None:
        """Has the log tell it; the board is only changed when all of it is said."""
        draft = self.state.draft()
        self._tell(draft, told, by=by)
        for kind, lane in sorted(placing.overlong(draft, told)):
            Gatherer(self.board, draft).whole_lane(kind, lane)
            renewed = placing.renewed(draft, kind, lane)
            self._tell(draft, renewed, by=by)
            told = [*told, *renewed]
        self._accept(draft, told)

    def _tell(self, draft: State, told: Sequence[Told], *, by: int) -> None:
        for one in told:
            audience = Audience.EVERYONE if one.person is None else Audience.PERSON
            entry = journal.append(
                self.board.stream_id, one.fact, by=by, audience=audience, person=one.person
            )
            reducing.apply(draft, one, (entry.seq, by))
            for step in one.steps:
                self._stage(entry.seq, step.at(entry.seq))
            if isinstance(one.fact, VersionNamed):
                journal.stage(versions.made(self.board, draft, entry, one.fact.label))

    def _stage(self, seq: int, step: ops.Step) -> None:
        back = ops.packed(step.inverse)
        journal.stage(
            Step(board=self.board, seq=seq, piece=step.piece, part=step.part, inverse=back)
        )

    def _accept(self, draft: State, told: Sequence[Told]) -> None:
        before, self.state = self.state, draft
        self.changed |= {name for one in told for name in one.fact.pieces_named()}
        for fact in (one.fact for one in told):
            if isinstance(fact, PieceCreated) and (file := fact.fields.get("file")):
                self.laid[str(file)] = fact.piece
        for ballot in before.dots.keys() | draft.dots.keys():
            if before.dots.get(ballot, 0) != draft.dots.get(ballot, 0):
                self.cast[ballot] = draft.dots.get(ballot, 0)
        self.is_changed |= _about_board(before) != _about_board(draft)

    def write(self) -> None:
        rowing.keep_pieces(self.board, [self.state.pieces[name] for name in sorted(self.changed)])
        rowing.keep_dots(self.board, self.cast)
        laying.laid(self.board, self.laid)
        if self.is_changed:
            rowing.keep_board(self.board, self.state)


def _about_board(state: State) -> tuple[object, ...]:
    how = state.title, state.phase, state.rules, state.round, state.live, state.totals
    return *how, state.ends_at, state.call
