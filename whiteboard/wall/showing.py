"""What somebody finds on the wall: the groups' boards that they can follow, and where cards may go from there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polylogue.dialogues.models import Participation
from polylogue.log.reading import Head
from rooms import confidentiality
from rooms import policies as room_policies
from rooms.models import Room
from rooms.promotions import policies as promotions
from rooms.promotions.targets import Went
from whiteboard import labels, listing, policies
from whiteboard.models import Board
from whiteboard.permissions import Phase
from whiteboard.promoting import choosing
from whiteboard.wall import cards, miniatures

# As many as one line follows at once.
MOST = 60
Shown = dict[str, Any]
Gone = dict[str, list[Went]]


def boards(by: Participation) -> list[Board]:
    """Those of the groups at work; when none is, of all that there were."""
    found = Board.objects.visible_to(by.person).filter(
        room__dialogue=by.dialogue_id, room__kind=Room.Kind.GROUP
    )
    every = list(found.select_related("room__dialogue").order_by("room__position", "pk"))
    at_work = [board for board in every if board.room.is_open]
    return (at_work or every)[-MOST:]


def without(by: Participation) -> list[Room]:
    """For whoever may open them: rooms of groups at work that have no board of their own."""
    if not by.may(policies.HOST) or by.dialogue.is_archived:
        return []
    taken = Board.objects.filter(is_rooms_own=True).values("room")
    rooms = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue, closed_at=None)
    return list(rooms.filter(kind=Room.Kind.GROUP).exclude(pk__in=taken))


def shown(by: Participation, some: Iterable[Board], heads: dict[int, Head], onto: str) -> Shown:
    """`onto`: the number of the board that cards are gathered on, if somebody chose one."""
    some = list(some)
    targets = gathered_on(by)
    target = chosen(targets, onto)
    small = [(board, miniatures.of(board, heads[board.stream_id])) for board in some]
    went = cards.went(some, by)
    leaving = _leaving(small)
    walled = [_walled(board, lanes, went, target, leaving) for board, lanes in small]
    return {
        "walled": walled,
        "targets": targets,
        "target": target,
        "target_lanes": choosing.lanes(target) if target else [],
        "stays": target is not None and any(one["stays"] for one in walled),
        "may_set_rules": by.may(room_policies.ARRANGE),
        "lacks_target": target is None and by.may(policies.HOST) and not by.dialogue.is_archived,
    }


def gathered_on(by: Participation) -> list[Board]:
    """Boards of the plenary, its own and those of the whole dialogue, that take cards from this person now."""
    if not by.may(promotions.PROMOTE):
        return []
    return [b for b in choosing.open_to(by) if b.room.kind == Room.Kind.PLENARY]


def chosen(targets: list[Board], said: str) -> Board | None:
    return next((board for board in targets if not said or str(board.pk) == said), None)


def openers(by: Participation) -> Shown:
    rooms = without(by)
    return {"without": rooms, "templates": listing.templates(by) if rooms else []}


def _walled(
    board: Board, lanes: list[miniatures.Lane], went: Gone, target: Board | None, leaving: set[str]
) -> Shown:
    """Each card with where it went, and whether it can be chosen."""
    there = f"{target.get_absolute_url()}#" if target else ""
    some = [card for lane in lanes for card in lane.cards]
    return {
        "board": board,
        "phase": labels.PHASES[Phase(board.phase)],
        "stays": any(card.place and card.place not in leaving for card in some),
        "count": len(some),
        "lanes": [
            (lane, [_card(one, went, there, leaving) for one in lane.cards]) for lane in lanes
        ],
    }


def _card(card: miniatures.Card, went: Gone, there: str, leaving: set[str]) -> Shown:
    gone = went.get(card.place, [])
    is_there = any(one.url.startswith(there) for one in gone)
    offers = bool(there) and card.place in leaving and not is_there
    return {"card": card, "went": gone, "offers": offers}


def _leaving(small: list[tuple[Board, list[miniatures.Lane]]]) -> set[str]:
    """The cards that the rule of their group lets out."""
    said = {
        card.place: (board.room, card.made_at)
        for board, lanes in small
        for lane in lanes
        for card in lane.cards
        if card.place
    }
    rules = confidentiality.rules_since(said).items()
    return {place for place, rule in rules if confidentiality.leaves_room(rule)}
