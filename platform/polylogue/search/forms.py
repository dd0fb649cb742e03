from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.forms.inputs import Day
from polylogue.dialogues.models import Participation
from polylogue.people.models import User
from polylogue.search import kinds
from polylogue.search.finding import Wanted
from polylogue.search.query import parse
from rooms.models import Room

LONGEST = 200


class SearchForm(forms.Form):
    """What somebody looks for in a dialogue; nothing of it is needed, and wrong filters say so."""

    q = forms.CharField(label=_("Words"), max_length=LONGEST, required=False, strip=False)
    author = forms.TypedChoiceField(label=_("By"), coerce=int, empty_value=None, required=False)
    room = forms.TypedChoiceField(label=_("Room"), coerce=int, empty_value=None, required=False)
    day = Day(label=_("Day"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, by: Participation, asked: Any) -> None:
        super().__init__(asked)
        rooms = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue_id)
        # Whoever only waits is known to nobody but the crew.
        people = User.objects.filter(
            participations__dialogue=by.dialogue_id,
            participations__admitted_at__isnull=False,
            merged_into=None,
        )
        self._offer("author", ((p.pk, p.display_name) for p in people.order_by("display_name")))
        self._offer("room", ((room.stream_id, room.title) for room in rooms))
        self._offer("kind", kinds.KINDS.items())

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", _("Any")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted | None:
        """What the form asks for; None while it asks for nothing, or for nonsense."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        query = parse(said["q"], typing=True)
        asked = (said["author"], said["room"], said["day"], said["kind"])
        if not query and not any(asked):
            return None
        day = said["day"]
        since = timezone.make_aware(datetime.combine(day, time.min)) if day else None
        return Wanted(
            query=query,
            kind=said["kind"],
            authors=_same_person(said["author"]),
            rooms=(said["room"],) if said["room"] else (),
            since=since,
            until=since + timedelta(days=1) if since else None,
            before=said["before"],
        )


def _same_person(pk: int | None) -> tuple[int, ...]:
    """The account and the guests that turned out to be the same person."""
    if pk is None:
        return ()
    return (pk, *User.objects.filter(merged_into=pk).values_list("pk", flat=True))
