"""What people put on boards: for everyone in the room, and in private for its author alone."""

from __future__ import annotations

from tests.confidentiality.world import COMMON, Circle, World, plants
from tests.whiteboard import scenes


@plants
def boards(world: World) -> None:
    for circle in world.circles.values():
        _board(world, circle)


def _board(world: World, circle: Circle) -> None:
    staff = world.people["neighbours' staff" if circle.is_elsewhere else "staff"]
    author = circle.author
    board = scenes.opened(circle.room, staff, title=world.said("boardtitle", circle))
    note = scenes.note(board, author, world.said("boardnote", circle), lane="lane-1")
    card = {name: world.said("boardnote", circle) for name in ("title", "goal", "funding")}
    other = scenes.put(board, author, "card", fields=card)
    line = {"start": note, "end": other, "label": world.said("boardnote", circle)}
    scenes.do(board, author, "connect_pieces", piece=scenes.name(), **line)
    scenes.write(board, author, note, f"{world.said('boardnote', circle)} ")
    scenes.do(board, staff, "set_rules", is_private=True)
    owner = "A" if author == world.people["author"] else ""
    own = world.word("privatenote", circle.name, circle.rule, owner=owner)
    private = scenes.note(board, author, f"{own} {COMMON}")
    shown = scenes.note(board, author, world.said("boardnote", circle))
    scenes.do(board, author, "reveal_pieces", pieces=[shown])
    scenes.do(board, staff, "name_version", label=world.said("boardnote", circle))
    circle.args |= {"board_entry": scenes.head(board), "board_file": ["json", "csv", "md", "svg"]}
    circle.args |= {"board_number": board.pk, "piece_text": "text"}
    circle.args["piece"] = [note, other, private, shown]
    circle.args.setdefault("revision", 0)
