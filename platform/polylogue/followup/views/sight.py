"""How a page finds a good practice for whoever asks, signed in or not, disguised or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.followup import showing
from polylogue.followup.models import Practice
from polylogue.followup.showing import Shown


@dataclass(frozen=True, slots=True)
class Sight:
    """A good practice as the person may see it; `by` is their part in its dialogue, if they have one."""

    shown: Shown
    by: Participation | None

    @property
    def practice(self) -> Practice:
        return self.shown.practice


def of(request: HttpRequest, pk: int) -> Sight:
    """Raises Http404 for whoever may not see it, and for one that is not there."""
    slug = Practice.objects.filter(pk=pk).values_list("dialogue__slug", flat=True).first()
    if slug is None:
        raise Http404
    by = _part(request, slug)
    is_disguised = bool(by and by.is_disguised)
    shown = showing.shown_to(pk, request.user, as_crew=not is_disguised)
    if shown is None:
        raise Http404
    return Sight(shown, by)


def _part(request: HttpRequest, slug: str) -> Participation | None:
    try:
        return viewing.part_in(request, slug)
    except Http404:
        return None
