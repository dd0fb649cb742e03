"""Why something cannot be done to a round of group work now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal


class RoundIsOver(Refusal):
    code = "round-over"
    status = 409
    sentence = _("This group work is over.")


class RoundIsOpen(Refusal):
    code = "round-open"
    status = 409
    sentence = _("This group work is open already.")


class RoundIsOpening(Refusal):
    code = "round-opening"
    status = 409
    sentence = _("These groups are about to open. Stop the countdown first.")


class PlannedMeanwhile(Refusal):
    code = "planned-meanwhile"
    status = 409
    sentence = _(
        "Somebody seated people in this draft after you opened the page. Nothing was given up: "
        "look at it again first."
    )


class AnotherRoundIsOpen(Refusal):
    code = "another-round-open"
    status = 409
    sentence = _("Other group work is still open. Bring everybody back first.")


class AnotherRoundIsAnnounced(Refusal):
    code = "another-round-announced"
    status = 409
    sentence = _("Other group work is about to open. Stop its countdown first.")
