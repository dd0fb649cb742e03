"""What happens on boards: each entry is the operation as it was done, and knows what it changes."""

from whiteboard.entries.base import BoardFact
from whiteboard.entries.boards import (
    BoardBegun,
    BoardOpened,
    LookChanged,
    PhaseSet,
    RulesSet,
    VoteCast,
    VotesCounted,
    VotesShown,
)
from whiteboard.entries.keeping import (
    PiecesDeleted,
    PiecesLocked,
    PiecesRestored,
    PiecesRevealed,
    PiecesUnlocked,
)
from whiteboard.entries.leading import CalledTogether, TimerSet
from whiteboard.entries.making import PieceCreated, PiecesConnected
from whiteboard.entries.placing import OrdersRenewed, PiecesGrouped, PiecesMoved, PiecesPlaced
from whiteboard.entries.returning import (
    BoardReturned,
    PieceReturned,
    ReturnUndone,
    VersionNamed,
)
from whiteboard.entries.templates import BoardRenamed, TemplateKept, TemplateRemoved
from whiteboard.entries.wording import FieldsSet, TextEdited

__all__ = [
    "BoardBegun",
    "BoardFact",
    "BoardOpened",
    "BoardRenamed",
    "BoardReturned",
    "CalledTogether",
    "FieldsSet",
    "LookChanged",
    "OrdersRenewed",
    "PhaseSet",
    "PieceCreated",
    "PieceReturned",
    "PiecesConnected",
    "PiecesDeleted",
    "PiecesGrouped",
    "PiecesLocked",
    "PiecesMoved",
    "PiecesPlaced",
    "PiecesRestored",
    "PiecesRevealed",
    "PiecesUnlocked",
    "ReturnUndone",
    "RulesSet",
    "TemplateKept",
    "TemplateRemoved",
    "TextEdited",
    "TimerSet",
    "VersionNamed",
    "VoteCast",
    "VotesCounted",
    "VotesShown",
]
