"""What people put on boards: for everyone in the room, and in private for its author alone."""

from __future__ import annotations

from django.test import Client

from chat.models import Message
from polylogue.followup.ideas import writing as planning
from polylogue.people.models import User
from tests.confidentiality.world import COMMON, Circle, World, as_staff, plants
from tests.whiteboard import scenes, taking
from tests.whiteboard.pictures import showing
from whiteboard.models import Board


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
    said = {"fields": {"file": _picture(board, author), "alt": world.said("boardnote", circle)}}
    scenes.put(board, author, "image", **said)
    _take_up(board, circle)
    _idea(world, board, circle)
    scenes.do(board, staff, "set_rules", is_private=True)
    owner = "A" if author == world.people["author"] else ""
    own = world.word("privatenote", circle.name, circle.rule, owner=owner)
    private = scenes.note(board, author, f"{own} {COMMON}")
    own = world.word("privatenote", circle.name, circle.rule, owner=owner)
    said = {"fields": {"file": _picture(board, author), "alt": f"{own} {COMMON}"}}
    scenes.put(board, author, "image", **said)
    circle.args["board_moment"] = scenes.head(board)
    circle.args["picture"] = list(board.pictures.values_list("pk", flat=True))
    shown = scenes.note(board, author, world.said("boardnote", circle))
    scenes.do(board, author, "reveal_pieces", pieces=[shown])
    scenes.do(board, staff, "name_version", label=world.said("boardnote", circle))
    _call(board, staff, shown)
    files = ["json", "csv", "xlsx", "md", "svg"]
    circle.args |= {"board_entry": scenes.head(board), "board_file": files}
    circle.args |= {"board_number": board.pk, "piece_text": "text", "board_view": "lanes"}
    circle.args["piece"] = [note, private, shown, other]
    circle.args.setdefault("revision", 0)


def _call(board: Board, staff: User, note: str) -> None:
    """Everybody is asked to come to a note, for as long as pages are asked for."""
    scenes.do(board, staff, "call_together", piece=note)
    board.refresh_from_db()
    Board.objects.filter(pk=board.pk).update(
        call={**board.call, "until": "2100-01-01T00:00:00+00:00"}
    )


def _picture(board: Board, author: User) -> str:
    client = Client()
    client.force_login(author, "django.contrib.auth.backends.ModelBackend")
    return str(showing.kept(client, board, size=(4, 3))["id"])


def _take_up(board: Board, circle: Circle) -> None:
    """A message stands on the board of its room; another one can be put there."""
    first, second = (taking.place(circle.room, seq) for seq in circle.args["said"][:2])
    words = Message.objects.get(stream=circle.room.stream_id, seq=circle.args["said"][0]).text
    taking.put(board, circle.author, "message", first, written={"title": words})
    circle.args |= {"promotion": taking.last().pk}
    circle.args |= {"source_kind": "message", "source_place": second}


def _idea(world: World, board: Board, circle: Circle) -> None:
    """A card of the board is a project idea with an earlier edition; another one can become one."""
    first, second = (
        scenes.put(board, circle.author, "card", fields={"title": world.said("boardnote", circle)})
        for _ in range(2)
    )
    said = lambda: {name: world.said("idea", circle) for name in ("title", "owner", "problem")}  # noqa: E731
    act = lambda by: planning.make(by, board.pk, first, fields=said())  # noqa: E731
    idea = as_staff(circle.room.dialogue, act)
    again = lambda by: planning.change(idea, by, fields=said(), seen=10**9)  # noqa: E731
    as_staff(circle.room.dialogue, again)
    circle.args |= {"idea": idea, "idea_board": board.pk, "idea_card": second}
