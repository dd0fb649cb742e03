"""Good practices that are taken up on a board: opened ones anywhere, others in the room that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.followup import reading, showing
from polylogue.followup.choices import Naming, Visibility
from polylogue.followup.drafts import heading
from polylogue.followup.models import Edition, Practice
from polylogue.followup.showing import Shown
from polylogue.kit.refusals import NotFound
from rooms.models import Room
from rooms.promotions import sources
from rooms.promotions.sources import Offered, Trace, Words
from rooms.promotions.wording import parts


class Practices(sources.Source):
    kind: ClassVar[str] = "practice"
    called: ClassVar[Words] = _("A good practice")

    def offer(self, by: Participation, place: str) -> Offered:
        practice = reading.in_dialogue(by).filter(pk=int(place)).first()
        if practice is None:
            raise NotFound
        is_open = practice.open_to != Visibility.ROOM and practice.open_edition > 0
        home = _home(practice) if practice.is_inside else None
        inside = _words(practice, practice.edition) if practice.is_inside else None
        return Offered(
            words=_words(practice, practice.open_edition) if is_open else (inside or {}),
            only_in=None if is_open else frozenset({home} if home else ()),
            home=home,
            at_home=inside,
            url=practice.get_absolute_url(),
        )

    def traces(self, places: Iterable[str], by: Participation, room: Room) -> Mapping[str, Trace]:
        standing = Practice.objects.standing().filter(dialogue=by.dialogue_id, pk__in=places)
        unseen = {str(pk): Trace(self.called) for pk in standing.values_list("pk", flat=True)}
        seen = showing.shown(reading.in_dialogue(by).filter(pk__in=places))
        return unseen | {str(one.practice.pk): _trace(self.called, one) for one in seen}

    def streams(self, by: Participation, place: str) -> tuple[int, ...]:
        return ()


sources.declare(Practices())


def _trace(called: Words, one: Shown) -> Trace:
    author = ", ".join(part for part in (one.contact, one.place) if part)
    return Trace(called, author, one.practice.get_absolute_url())


def _home(practice: Any) -> int | None:
    """The room that all of its messages come from, if that is one."""
    streams = set(practice.sources.values_list("stream", flat=True))
    rooms = Room.objects.filter(stream__in=streams).values_list("pk", flat=True)
    return rooms[0] if len(streams) == len(rooms) == 1 else None


def _words(practice: Practice, number: int) -> dict[str, str]:
    edition = Edition.objects.get(practice=practice, number=number)
    said = {name: (heading(name), getattr(edition, name)) for name in ("results", "conditions")}
    shown = Shown(practice, edition, Naming.HIDDEN, is_inside=False)
    return {
        "title": shown.title,
        "challenge": edition.starting_point,
        "steps": edition.what_was_done,
        "partners": edition.who_was_involved,
        "resources": edition.cost_and_time,
        "risks": edition.what_failed,
        "text": parts(said["results"], said["conditions"]),
    }
