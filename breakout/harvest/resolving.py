"""What the entries of harvests show: what is handed in, as it stands now, and nothing else."""

from __future__ import annotations

from breakout.harvest.fields import FIELDS
from breakout.harvest.models import Sheet
from breakout.harvest.reading import words_of
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Entry


@resolve_with("harvest.handed_in")
def resolve_handed_in(entries: list[Entry]) -> Resolved:
    """A harvest that was taken back, or handed in anew by a later entry, is not shown by this one."""
    sheets = Sheet.objects.filter(seq__in=[e.seq for e in entries], handed_at__isnull=False)
    by_room = {sheet.room_id: sheet for sheet in sheets.select_related("room")}
    words = words_of(sheet.room.stream_id for sheet in by_room.values())
    shown: Resolved = {}
    for entry in entries:
        sheet = by_room.get(entry.data["room"])
        if sheet and sheet.seq == entry.seq:
            said = words[sheet.room.stream_id]
            shown[entry.stream_id, entry.seq] = {
                "said": [[str(field.label), said[field.text]] for field in FIELDS],
                "because": sheet.because,
            }
    return shown


@forget_with("harvest.handed_in")
def forget_handed_in(entry: Entry) -> None:
    """It is not handed in any more; what was written in it is removed where it was written."""
    found = Sheet.objects.filter(room=entry.data["room"], seq=entry.seq)
    found.update(because="", handed_at=None, handed_by=None, seq=None)
