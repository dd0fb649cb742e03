"""What each kind of canary is, and who may see it: the table that the matrix is held to.

`readers` by the letters of tests/policy/doors.py, `P` for all who take part; in another dialogue they
are that one's. `leaves`: under which rules of a room it stands in what may be passed on.
"""

from __future__ import annotations

from dataclasses import dataclass

from polylogue.kit.surfaces import Layer, Surface
from rooms.models import Room
from tests.policy.doors import CALLERS

POSITIONS = CALLERS | {
    "D": "disguised",  # staff, looking as a participant does
    "A": "author",  # who wrote in the private room
    "h": "apart",  # takes part, and cannot follow one of the rooms
    "n": "neighbour",  # takes part in another dialogue
    "s": "neighbours' staff",
}
OPERATOR = "!"  # at the command line, who may do what staff of any dialogue may
LETTERS = {position: letter for letter, position in POSITIONS.items()}
PARTICIPANTS, ELSEWHERE = "PADh", {"S": "s", "P": "n"}

_, *FREER = Room.Rule.values
PUBLIC, ANY = {"public"}, set(Room.Rule.values)


@dataclass(frozen=True)
class Row:
    readers: str
    layer: Layer = Layer.INSIDE
    leaves: frozenset[str] | set[str] = frozenset()
    in_room: bool = True


INSIDE, CREW = "SFMPO", "SFM"

ROWS = {
    # said in a room
    "message": Row(INSIDE, leaves={*FREER}),
    "reply": Row(INSIDE, leaves={*FREER}),
    "corrected": Row(INSIDE, leaves={*FREER}),
    "speaking": Row(INSIDE, leaves={*FREER}),  # to somebody by name
    "quoting": Row(INSIDE, leaves={*FREER}),
    "filed": Row(INSIDE, leaves={*FREER}),  # with files
    "live": Row(INSIDE, leaves={*FREER}),  # while all listen
    "earlier": Row(CREW, Layer.KEPT),
    "deleted": Row(CREW, Layer.KEPT),
    "hidden": Row(CREW, Layer.KEPT),
    "because": Row(INSIDE),
    "redacted": Row("", Layer.KEPT),
    # files
    "filename": Row(INSIDE),
    "bytes": Row(INSIDE),
    "alt": Row(INSIDE),
    "upload": Row("", Layer.OWN),
    # asked in a room
    "question": Row(INSIDE, leaves={*FREER}),
    "answer": Row(INSIDE, leaves={*FREER}),
    "poll": Row(INSIDE, leaves={*FREER}),
    "hosts": Row(CREW),  # asked the hosts alone
    "waits": Row(CREW),  # to be looked at before all see it
    "aside": Row(CREW),  # set aside
    "reason": Row(CREW),  # why
    "draft": Row(CREW),  # of a poll
    # on boards
    "boardtitle": Row(INSIDE),
    "boardnote": Row(INSIDE),
    "privatenote": Row(""),  # its author's alone
    "idea": Row(INSIDE),  # made of a card
    # in groups, where all who take part are together, and in one where nobody is
    "roundtitle": Row(INSIDE, in_room=False),
    "grouptitle": Row(INSIDE, leaves=ANY, in_room=False),
    "drafttitle": Row(INSIDE, in_room=False),
    "helpwords": Row(CREW, in_room=False),
    "notice": Row(INSIDE, in_room=False),
    "othernotice": Row(
        CREW + "D", in_room=False
    ),  # staff can enter it while they look as others do
    # consultation scripts
    "scriptname": Row(CREW, in_room=False),
    "scripttext": Row(CREW, in_room=False),
    "expected": Row(""),  # on a list, and not in the dialogue yet
    # moderation
    "report": Row(CREW),
    "mutereason": Row(CREW, in_room=False),
    "banreason": Row(CREW, in_room=False),
    # good practices, and letters to the people behind them
    "practice": Row(INSIDE),
    "practicecontact": Row(INSIDE),
    "network": Row(INSIDE + "wre" + "ns", in_room=False),
    "networkcontact": Row(INSIDE),
    "letter": Row(""),
    # programs that read
    "tokenlabel": Row("S", in_room=False),
    "webhooklabel": Row(CREW, in_room=False),  # the crew is told of it
    "webhookpath": Row("S", in_room=False),
    # challenges, and what people bring
    "challenge": Row(INSIDE, in_room=False),  # offered to everyone
    "groupchallenge": Row(CREW, in_room=False),  # to the hosts and its author's group
    "draftchallenge": Row(CREW, in_room=False),
    "gonechallenge": Row(CREW, in_room=False),  # withdrawn
    "earlierchallenge": Row(CREW, Layer.KEPT, in_room=False),
    "typedchallenge": Row("", Layer.OWN),  # not saved yet
    "brings": Row(INSIDE, in_room=False),
    "advice": Row(CREW + "D", in_room=False),  # in a group of the author; the crew follows each
    "firststep": Row(CREW + "D", in_room=False),
    # what groups bring home
    "harvestdraft": Row(CREW, in_room=False),  # also by its group, whose the owner's letters are
    "harvest": Row(INSIDE, in_room=False),  # handed in
    "harvestreason": Row(INSIDE, in_room=False),  # why there is nothing
    # people
    "name": Row(INSIDE, leaves=PUBLIC, in_room=False),
    "city": Row(INSIDE, leaves={"by_city", "public"}, in_room=False),
    "organisation": Row(INSIDE, leaves={"public"}, in_room=False),
    "pronouns": Row(INSIDE, in_room=False),
    "email": Row("", Layer.OWN),
    "secret": Row("", Layer.OWN),
    "waiting": Row(CREW, in_room=False),
    "removed": Row(INSIDE, in_room=False),
    # the dialogue
    "title": Row(INSIDE, Layer.INVITATION, leaves=ANY, in_room=False),
    "host": Row(INSIDE, Layer.INVITATION, in_room=False),
    "summary": Row(INSIDE, Layer.INVITATION, in_room=False),
    "topic": Row(INSIDE, in_room=False),
    "session": Row(INSIDE, in_room=False),
    "description": Row(INSIDE, in_room=False),
    "roomtitle": Row(INSIDE, leaves=ANY, in_room=False),
    "purpose": Row(INSIDE),
    "announcement": Row(INSIDE, in_room=False),
    "linklabel": Row(CREW, in_room=False),
    "token": Row("S", in_room=False),
}
DEPTH = list(Layer)


@dataclass(frozen=True)
class Canary:
    """A text that stands in one place alone. `circle`: where it was planted; `owner`: whose it is."""

    text: str
    thing: str
    circle: str
    rule: str
    is_elsewhere: bool = False
    owner: str = ""

    @property
    def readers(self) -> str:
        """The letters of all who may see it somewhere."""
        row = ROWS[self.thing]
        if self.is_elsewhere:
            letters = "".join(ELSEWHERE.get(letter, "") for letter in row.readers)
        else:
            letters = row.readers.replace("P", PARTICIPANTS)
        if row.in_room and self.circle == "apart":
            letters = letters.replace("h", "")
        return letters + self.owner

    def may_be_seen(self, letter: str, surface: Surface) -> bool:
        row, depth = ROWS[self.thing], DEPTH.index(surface.shows)
        if letter in self.owner:
            return True
        if surface.shows is Layer.OUTSIDE:
            return self.rule in row.leaves
        if surface.shows is Layer.INVITATION:
            return row.layer is Layer.INVITATION and not self.is_elsewhere
        is_reader = letter in self.readers or (letter == OPERATOR and set("Ss") & set(self.readers))
        return bool(is_reader) and depth >= DEPTH.index(row.layer)
