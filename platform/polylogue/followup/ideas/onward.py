"""Cards know which project idea they became, and whoever may make one of them finds the way."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.followup import policies
from polylogue.followup.ideas import reading, writing
from polylogue.followup.models import Idea
from polylogue.kit.refusals import NotFound
from rooms.promotions import onward
from rooms.promotions.onward import Onward
from whiteboard.models import Board


class Ideas(onward.Next):
    def became(self, stream: int, by: Participation) -> Mapping[str, Onward]:
        if not by.may(policies.SEE_IDEAS):
            return {}
        found = Idea.objects.visible_to(by.person).filter(board__stream=stream)
        return {
            one.idea.piece: Onward(
                _("Project idea"), one.edition.title, one.idea.get_absolute_url()
            )
            for one in reading.shown(found.select_related("dialogue"))
        }

    def address(self, stream: int, piece: str, by: Participation) -> str:
        board = Board.objects.filter(stream=stream).first()
        try:
            found, card = writing.card_of(by, board.pk if board else 0, piece)
        except NotFound:
            return ""
        may = writing.may_write(by, card.by) and not by.dialogue.is_archived
        return reverse("ideas:make", args=[by.dialogue.slug, found.pk, piece]) if may else ""


onward.declare(Ideas())
