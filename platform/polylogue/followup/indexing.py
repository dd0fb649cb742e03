"""What a search within a dialogue finds of good practices, and what of them leaves with an extract."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from polylogue.followup import drafts, showing
from polylogue.followup.choices import Naming, Visibility
from polylogue.followup.models import Edition, Practice
from polylogue.followup.showing import Shown
from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.search import kinds
from polylogue.search.kinds import Said
from polylogue.search.models import Passage

PRACTICE = kinds.declare("practice", _lazy("Good practices"))
WRITTEN, OPENED = "followup.practice_written", "followup.practice_opened"

Place = tuple[int, int]


def _address(entry: Entry) -> str:
    return Practice(pk=entry.data["practice"]).get_absolute_url()


@kinds.finds(WRITTEN, address=_address)
def newest(entry: Entry, shown: dict[str, Any]) -> Said | None:
    """The newest edition, for those who can follow its rooms."""
    here = {"home": entry.stream_id, "written_seq": entry.seq, "review_since": None}
    practice = Practice.objects.standing().filter(**here).first()
    return _said(practice, practice.edition, Naming.NAMED) if practice else None


@kinds.finds(OPENED, address=_address)
def opened(entry: Entry, shown: dict[str, Any]) -> Said | None:
    """The edition that its authors opened, as they wish to be shown, for everybody else."""
    here = {"dialogue__stream": entry.stream_id, "opened_seq": entry.seq}
    practice = Practice.objects.standing().exclude(open_to=Visibility.ROOM).filter(**here).first()
    return _said(practice, practice.open_edition, practice.open_naming) if practice else None


@kinds.limits(PRACTICE)
def findable(person: int, root: int, is_crew: bool) -> list[Place]:
    """Where the practices stand that the person may see, each in one place: theirs."""
    reader = User.objects.get(pk=person)
    seen = Practice.objects.visible_to(reader, as_crew=is_crew).filter(dialogue__stream=root)
    return [
        (one.home_id, one.written_seq) if one.is_followed else (root, one.opened_seq or 0)
        for one in seen
    ]


@kinds.leaves(WRITTEN)
def told_outside(entry: Entry) -> str | None:
    """An extract may be given to anybody: it holds what everybody may see."""
    here = {"home": entry.stream_id, "written_seq": entry.seq, "open_to": Visibility.PUBLIC}
    practice = Practice.objects.standing().filter(**here).first()
    if practice is None:
        return None
    edition = Edition.objects.get(practice=practice, number=practice.open_edition)
    shown = Shown(practice, edition, Naming(practice.open_naming), is_inside=False)
    lines = [_("Good practice: %(title)s") % {"title": shown.title}]
    lines += filter(None, (shown.place, shown.contact))
    lines += [f"{label}: {text}" for label, text in showing.parts(edition)]
    return "\n\n".join(lines)


def forget(practice: Practice) -> None:
    """Nothing of it is found from now on, and none of its words are kept in the index."""
    places = (
        (practice.home_id, practice.written_seq),
        (
            practice.dialogue.stream_id,
            practice.opened_seq or 0,
        ),
    )
    for stream, seq in places:
        Passage.objects.filter(stream=stream, seq=seq).update(words="")


def _said(practice: Practice, number: int, naming: str) -> Said:
    edition = Edition.objects.get(practice=practice, number=number)
    shown = Shown(practice, edition, Naming(naming), is_inside=False)
    texts = [getattr(edition, name) for name in drafts.TEXTS]
    words = [shown.title, *texts, *edition.topics, shown.place, shown.contact]
    return Said(PRACTICE, "\n".join(filter(None, words)))
