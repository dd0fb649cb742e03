"""Why something was not done on a board."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import NotAllowed, Refusal


class Gone(Refusal):
    code = "board-piece-deleted"
    sentence = _("This was deleted meanwhile. It can be restored.")


class PieceLocked(Refusal):
    code = "board-piece-locked"
    sentence = _("This was locked by a facilitator: it stays as it is for now.")


class BoardLocked(Refusal):
    code = "board-locked"
    sentence = _("The board was locked by a facilitator: it stays as it is for now.")


class WrongPhase(Refusal):
    code = "board-phase"
    sentence = _("This is not possible in the phase that the board is in now.")


class NotYours(NotAllowed):
    sentence = _("In this phase you can change what you made yourself, and look at the rest.")


class NameTaken(Refusal):
    code = "board-name-taken"
    sentence = _("Something on the board has this name already. Please try again.")


class NoPicture(Refusal):
    code = "board-no-picture"
    sentence = _("The picture is not here any more. Please choose it again.")


class BoardFull(Refusal):
    code = "board-full"
    sentence = _("The board is full. Delete something first.")


class ChangedSince(Refusal):
    code = "board-changed-since"
    sentence = _("Somebody else has changed this since: it stays as it is now.")


class AsItWas(Refusal):
    code = "board-as-it-was"
    sentence = _("It is as it was then already.")


class TooMuchToReturn(Refusal):
    code = "board-too-much"
    sentence = _(
        "Too much has changed since then to be put back at once. Choose a later moment, or put back single entries."
    )


class EnoughVersions(Refusal):
    code = "board-versions"
    sentence = _("This board has as many named versions as it can keep.")


class NoDotsLeft(Refusal):
    code = "board-no-dots"
    sentence = _("You have no votes left. Take one back first.")
