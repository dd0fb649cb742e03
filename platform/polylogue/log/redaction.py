"""The log forgets on request: the only code that ever changes an entry."""

from __future__ import annotations

from django.utils import timezone

from polylogue.kit.refusals import NotFound
from polylogue.log import facts, journal
from polylogue.log.models import Entry


@facts.kind("log.entry_redacted")
class EntryRedacted(facts.Fact, frozen=True):
    """What an earlier entry of this stream said was removed for good; its number stays."""

    about = "seq"
    seq: int

    def describe(self, who: str) -> str:
        return f"{who} removed the content of entry {self.seq}"


def redact(stream: int, seq: int, *, by: int) -> None:
    """Empties an entry and what it points to, and says so in its stream; or raises NotFound."""
    entry = Entry.objects.filter(stream_id=stream, seq=seq).first()
    if entry is None:
        raise NotFound
    for forget in facts.FORGETTERS.get(entry.kind, []):
        forget(entry)
    data = facts.remains(entry)
    Entry.objects.filter(stream_id=stream, seq=seq).update(data=data, redacted_at=timezone.now())
    journal.append(stream, EntryRedacted(seq=seq), by=by)
