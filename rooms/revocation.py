"""How live delivery follows a change of reach or role, at the very entry that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polylogue.dialogues.policy import CREW
from rooms import protocol
from rooms.feed import DETACHED, LEFT, ROLES_CHANGED, Feed, Item
from rooms.line import Line

if TYPE_CHECKING:
    from rooms.live import Hub

CARD_CHANGES = {
    ROLES_CHANGED,
    "dialogues.person_changed",
    "dialogues.person_joined",
    "dialogues.person_merged",
}


def apply(hub: Hub, feed: Feed, entries: list[Item]) -> None:
    """Lets go of people after the entry that detached them; gives others their new role."""
    for entry in entries:
        if entry.kind == DETACHED:
            _detach(hub, feed, {entry.data["person"]}, entry.seq)
        elif entry.kind == LEFT:
            _detach(hub, feed, set(entry.data["people"]), entry.seq)
        elif entry.kind == ROLES_CHANGED:
            for line in _lines(hub, feed, {entry.data["person"]}):
                line.crew = bool(CREW & set(entry.data["roles"])) and not line.disguised


def forget_cards(hub: Hub, feed: Feed, entries: list[Item]) -> None:
    """Names, places and roles are asked for again after they changed."""
    for entry in entries:
        if entry.kind in CARD_CHANGES:
            hub.cards.forget(feed.dialogue, entry.data["person"])


def sign_out(hub: Hub, session: str) -> None:
    """Closes every socket of a session that ended."""
    for line in list(hub.lines):
        if line.session == session:
            line.leave(protocol.bye(4001))


def detach(hub: Hub, line: Line, stream: int, seq: int) -> None:
    """The line gets nothing of this stream after `seq`."""
    line.allowed.discard(stream)
    hub.unfollow(line, stream)
    line.tell(protocol.Detached(stream, seq))
    if stream == line.lane:
        line.leave(protocol.bye(4005))


def _detach(hub: Hub, feed: Feed, people: set[int], seq: int) -> None:
    for line in _lines(hub, feed, people):
        detach(hub, line, feed.stream, seq)


def _lines(hub: Hub, feed: Feed, people: set[int]) -> list[Line]:
    return [line for line in hub.lines if line.person in people and line.dialogue == feed.dialogue]
