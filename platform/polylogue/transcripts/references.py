"""What the entries of one stream refer to, each read once for a page of them."""

from __future__ import annotations

from chat.attachments.models import File
from chat.models import Message, Revision
from polylogue.log import facts
from polylogue.log.models import Entry
from polylogue.transcripts.items import Picture, Version


def messages(entries: list[Entry]) -> dict[int, Message]:
    """The messages that these entries posted, by seq."""
    if not entries:
        return {}
    wanted = {entry.seq for entry in entries}
    found = Message.objects.filter(
        stream_id=entries[0].stream_id, seq__range=(entries[0].seq, entries[-1].seq)
    )
    return {message.seq: message for message in found if message.seq in wanted}


def roots(entries: list[Entry], messages: dict[int, Message]) -> dict[int, int]:
    """Who wrote the messages that these reply to, by seq."""
    seqs = {message.thread for message in messages.values() if message.thread}
    if not seqs:
        return {}
    found = Message.objects.filter(stream_id=entries[0].stream_id, seq__in=seqs)
    return dict(found.values_list("seq", "author_id"))


def removed(entries: list[Entry]) -> set[int]:
    """Which of these entries, and of those they are about, had their content removed for good."""
    here = {entry.seq for entry in entries}
    about = {seq for entry in entries if (seq := facts.changes_look_of(entry))} - here
    removed = {entry.seq for entry in entries if entry.redacted_at}
    if about:
        found = Entry.objects.filter(
            stream_id=entries[0].stream_id, seq__in=about, redacted_at__isnull=False
        )
        removed |= set(found.values_list("seq", flat=True))
    return removed


def revisions(entries: list[Entry]) -> dict[int, list[Version]]:
    """What these messages said before, oldest first."""
    found: dict[int, list[Version]] = {}
    if entries:
        rows = Revision.objects.filter(
            stream_id=entries[0].stream_id, seq__range=(entries[0].seq, entries[-1].seq)
        )
        for row in rows.order_by("seq", "number"):
            found.setdefault(row.seq, []).append(Version(row.text, row.replaced_at))
    return found


def pictures(messages: dict[int, Message]) -> dict[int, list[Picture]]:
    carrying = {seq: one for seq, one in messages.items() if one.marks.get("attachments")}
    found: dict[int, list[Picture]] = {}
    if carrying:
        stream = next(iter(carrying.values())).stream_id
        files = File.objects.filter(stream=stream, seq__in=carrying, kind=File.Kind.IMAGE)
        for file in files.order_by("seq", "number"):
            found.setdefault(file.seq or 0, []).append(
                Picture(file.thumbnail or file.content, file.alt, file.name)
            )
    return found
