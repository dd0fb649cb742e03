"""What somebody chooses to have made."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chat.policies import VERSIONS
from polylogue.dialogues.forms import inputs
from polylogue.dialogues.models import Participation
from polylogue.transcripts.choices import GROUPS, NAMINGS, Choices, Naming, Purpose
from polylogue.transcripts.filing import FORMS
from rooms.models import Room

PURPOSES = (
    (
        Purpose.RECORD.value,
        _("The record: everything, also what was said in confidence. For those who keep it."),
    ),
    (Purpose.OUTSIDE.value, _("To pass on: only what may leave each room, by its rule.")),
)
OWN_PURPOSES = (
    (Purpose.OWN.value, _("What I said and wrote")),
    (Purpose.VIEW.value, _("What I can follow: all my rooms, as I see them")),
)


def _forms() -> list[tuple[str, Any]]:
    return [(name, form.title) for name, form in FORMS.items()]


class _Many(forms.MultipleChoiceField):
    """Each of them once, however often it was sent."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))


class OwnExportForm(forms.Form):
    """What everybody may take along of a dialogue they are in."""

    purpose = forms.ChoiceField(
        label=_("What"), choices=OWN_PURPOSES, widget=forms.RadioSelect, initial=Purpose.OWN.value
    )
    formats = _Many(label=_("Files"), choices=_forms, initial=["html"])

    def choices(self) -> Choices:
        return Choices(purpose=Purpose(self.cleaned_data["purpose"]))


class ExportForm(forms.Form):
    """What staff choose: for whom, of what, which kinds, and how people are shown."""

    LESS = ("session", "first_day", "last_day", "rooms", "kinds")
    SHOWN = ("naming", "language", "time_zone", "kept")

    purpose = forms.ChoiceField(
        label=_("For whom"),
        choices=PURPOSES,
        widget=forms.RadioSelect,
        initial=Purpose.RECORD.value,
    )
    formats = _Many(label=_("Files"), choices=_forms, initial=["pdf"])
    session = forms.TypedChoiceField(
        label=_("Session"), coerce=int, empty_value=None, required=False
    )
    first_day = inputs.Day(label=_("First day"), required=False)
    last_day = inputs.Day(label=_("Last day"), required=False)
    rooms = forms.TypedMultipleChoiceField(
        label=_("Rooms"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to have all of them, and what concerned the dialogue as a whole."),
    )
    kinds = _Many(
        label=_("Kinds of entries"),
        choices=[(name, title) for name, (title, _wings) in GROUPS.items()],
        required=False,
        help_text=_("Choose none to have all kinds."),
    )
    naming = forms.ChoiceField(
        label=_("How people are shown"),
        choices=[(name.value, title) for name, title in NAMINGS.items()],
    )
    language = forms.ChoiceField(label=_("Language of headings"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=inputs.time_zones)
    kept = forms.BooleanField(
        label=_("Also what was hidden, deleted or corrected"),
        required=False,
        help_text=_("For the record alone. It is noted in the log that you had it made."),
    )

    def __init__(self, *args: Any, by: Participation, **named: Any) -> None:
        super().__init__(*args, **named)
        self.dialogue = by.dialogue
        sessions = [(one.pk, one.title) for one in by.dialogue.sessions.all()]
        self._offer("session", [("", _("All of it")), *sessions])
        rooms = Room.objects.filter(dialogue=by.dialogue)
        self._offer("rooms", [(room.pk, room.title) for room in rooms])
        self.fields["naming"].initial = Naming.NAMES.value
        self.fields["time_zone"].initial = by.dialogue.time_zone
        if not by.may(VERSIONS):
            del self.fields["kept"]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]

    def less(self) -> list[forms.BoundField]:
        """By which there is less than everything."""
        return [self[name] for name in self.LESS]

    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHOWN if name in self.fields]

    def is_less(self) -> bool:
        return self.is_bound and any(field.data or field.errors for field in self.less())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        if said.get("kept") and said.get("purpose") != Purpose.RECORD:
            self.add_error("kept", _("What was hidden or deleted is in the record alone."))
        return said

    def choices(self) -> Choices:
        said = self.cleaned_data
        zone = said["time_zone"]
        return Choices(
            purpose=Purpose(said["purpose"]),
            rooms=tuple(said["rooms"]),
            session=said["session"],
            since=self._midnight("first_day"),
            until=self._midnight("last_day", days=1),
            kinds=tuple(said["kinds"]),
            naming=Naming(said["naming"]),
            language=said.get("language", ""),
            time_zone="" if zone == self.dialogue.time_zone else zone,
            kept=said.get("kept", False),
        )

    def _midnight(self, field: str, *, days: int = 0) -> datetime | None:
        day = self.cleaned_data[field]
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=days), time(), self.dialogue.zone)

    def _offer(self, field: str, choices: list[Any]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]
