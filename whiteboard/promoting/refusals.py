"""Why something was not taken up on a board."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal


class StaysInItsRoom(Refusal):
    code = "promotion-stays-in-its-room"
    status = 403
    sentence = _("What is said there stays there: it can be put on a board of the same room only.")


class BoardIsPrivate(Refusal):
    code = "promotion-board-private"
    sentence = _("This board is in private mode. Put it there when everybody sees what is added.")


class IsThereAlready(Refusal):
    """It can be followed to the card at `url`."""

    code = "promotion-there-already"
    sentence = _("This is on the board already.")

    def __init__(self, url: str = "") -> None:
        super().__init__()
        self.url = url
