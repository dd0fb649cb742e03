"""The page of a room that does not exist, from which a browser makes that of any room at once.

Hundreds of people may be taken to their groups in the same second: no page is asked for then. The
numbers stand where those of the real room, and its title, go.
"""

from __future__ import annotations

from polylogue.dialogues.models import Participation
from rooms.entrance import Visit
from rooms.models import Room

# Numbers that no row has: browsers exchange them wherever they stand in the page.
ROOM, STREAM, TITLE = 900_719_925_474_001, 900_719_925_474_002, "900719925474003"
EPOCH = "epoch-00"


def visit(by: Participation) -> Visit:
    """The person in an open group in which nothing was ever said."""
    numbers = {"pk": ROOM, "stream_id": STREAM, "title": TITLE}
    room = Room(dialogue=by.dialogue, kind=Room.Kind.GROUP, **numbers)
    return Visit(room, by)
