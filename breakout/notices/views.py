"""The page door of notices: from the cockpit, and back to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from breakout import doing, rounds
from breakout.notices import actions, policies
from breakout.views import cockpit
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotAllowed, Refusal


@login_required
@require_POST
def give(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Writes to the chosen groups of a round, or to all of them."""
    by = viewing.part_in(request, slug)
    by.require(policies.GIVE)
    said = doing.Said(request.POST)
    groups = None if said.text("to") == "all" else said.numbers("group")

    def act(by: Participation) -> None:
        actions.give(rounds.find(by.dialogue, pk), by, text=said.text("text"), groups=groups)

    try:
        viewing.run(request, by, act, reach=True)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return cockpit.after(request, by, refused=str(refusal), status=refusal.status)
    return cockpit.after(request, by, done=_("The groups have your notice."))
