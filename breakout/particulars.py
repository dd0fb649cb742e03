"""The particulars of a round as they are kept."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from polylogue.kit import wording
from polylogue.kit.refusals import Invalid

PARTICULARS = ("title", "minutes", "grace_seconds", "people_choose", "most_people", "latecomers")


def particulars_of(given: dict[str, Any]) -> dict[str, Any]:
    title = wording.name(given.get("title", ""))
    if not 1 <= len(title) <= 120:
        raise Invalid(_("Group work needs a title of up to 120 characters."))
    return {name: given[name] for name in PARTICULARS if name in given} | {"title": title}
