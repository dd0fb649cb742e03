"""What a search finds of project ideas: the newest edition, for whoever can follow its board."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from polylogue.followup.ideas import wording
from polylogue.followup.models import Idea, IdeaEdition
from polylogue.log.models import Audience, Entry
from polylogue.people.models import User
from polylogue.search import following, kinds
from polylogue.search.kinds import Said
from polylogue.search.models import Passage
from polylogue.search.words import normalise

IDEA = kinds.declare("idea", _("Project ideas"))
WRITTEN = "followup.idea_written"


def _address(entry: Entry) -> str:
    idea: Idea = Idea.objects.select_related("dialogue").get(pk=entry.data["idea"])
    return idea.get_absolute_url()


@kinds.finds(WRITTEN, address=_address)
def newest(entry: Entry, shown: dict[str, Any]) -> Said | None:
    idea = Idea.objects.filter(pk=entry.data["idea"], written_seq=entry.seq).first()
    return Said(IDEA, _words(idea), Audience.EVERYONE) if idea else None


@kinds.limits(IDEA)
def findable(person: int, root: int, is_crew: bool) -> list[tuple[int, int]]:
    seen = Idea.objects.visible_to(User.objects.get(pk=person)).filter(dialogue__stream=root)
    return [(root, seq) for seq in seen.values_list("written_seq", flat=True)]


@kinds.leaves(WRITTEN)
def told_outside(entry: Entry) -> str | None:
    """Nothing of it leaves its rooms."""
    return None


def renew(idea: Idea) -> None:
    """The index has what the newest edition says now, after words were taken out of it."""
    root = idea.dialogue.stream_id
    words = f"{following.place(root)} {normalise(_words(idea))}"
    Passage.objects.filter(stream=root, seq=idea.written_seq).exclude(words="").update(words=words)


def _words(idea: Idea) -> str:
    said = wording.content(IdeaEdition.objects.get(idea=idea, number=idea.edition))
    return "\n".join(filter(None, said.values()))
