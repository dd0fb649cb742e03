"""What can be found of harvests: what is handed in, by its dialogue's entry."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from breakout.models import Group
from polylogue.log.models import Entry
from polylogue.search.kinds import Said, declare, finds

HARVEST = declare("harvest", _("Harvests"))


def _address(entry: Entry) -> str:
    group = Group.objects.select_related("round__dialogue").get(pk=entry.data["group"])
    board = reverse("harvest:board", args=[group.round.dialogue.slug, group.round_id])
    return f"{board}#group-{group.pk}"


@finds("harvest.handed_in", address=_address)
def harvest(entry: Entry, shown: dict[str, Any]) -> Said | None:
    words = [words for _label, words in shown.get("said", ())]
    text = "\n".join([*words, shown.get("because", "")]).strip()
    return Said(HARVEST, f"{entry.data['title']}\n{text}") if text else None
