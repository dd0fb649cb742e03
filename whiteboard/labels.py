"""What things on boards are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from whiteboard.permissions import Phase
from whiteboard.pieces import Kind
from whiteboard.state import CardField

Words = str | Promise

FIELDS: dict[str, Words] = {
    "title": _("Title"),
    "text": _("Text"),
    "label": _("Label"),
    "alt": _("What the picture shows"),
    "details": _("Details"),
    "challenge": _("Challenge"),
    "goal": _("Goal"),
    "steps": _("First steps"),
    "who": _("Who"),
    "when": _("When"),
    "expertise": _("Expertise needed"),
    "partners": _("Partners"),
    "resources": _("Resources"),
    "risks": _("Risks"),
    "funding": _("Funding"),
    "interest": _("Interest"),
    "influence": _("Influence"),
    "next": _("What to do next with them"),
}
KINDS: dict[Kind, Words] = {
    Kind.CARD: _("Card"),
    Kind.NOTE: _("Note"),
    Kind.GROUP: _("Group"),
    Kind.LANE: _("Lane"),
    Kind.CONNECTOR: _("Connection"),
    Kind.TEXT: _("Text"),
    Kind.STROKE: _("Drawing"),
    Kind.IMAGE: _("Picture"),
}
PHASES: dict[Phase, Words] = {
    Phase.COLLECT: _("Collect"),
    Phase.CLUSTER: _("Cluster"),
    Phase.VOTE: _("Vote"),
    Phase.PLAN: _("Plan"),
    Phase.CLOSED: _("Closed"),
}
SAYS: dict[Phase, Words] = {
    Phase.COLLECT: _("Everybody adds, and changes what they made themselves."),
    Phase.CLUSTER: _("Everybody moves, groups and connects what belongs together."),
    Phase.VOTE: _("Everybody gives their votes; nothing else is changed."),
    Phase.PLAN: _("Everybody works on everything together."),
    Phase.CLOSED: _("The board can be read; nothing is changed any more."),
}
COLOURS: dict[str, Words] = {
    "plain": _("Plain"),
    "yellow": _("Yellow"),
    "orange": _("Orange"),
    "red": _("Red"),
    "pink": _("Pink"),
    "violet": _("Violet"),
    "blue": _("Blue"),
    "green": _("Green"),
}


def of_field(name: str, card: tuple[CardField, ...] = ()) -> Words:
    """What a text is called: as the board's cards say, or as it is called everywhere."""
    own = next((field.label for field in card if field.name == name), "")
    return own or FIELDS.get(name, name)
