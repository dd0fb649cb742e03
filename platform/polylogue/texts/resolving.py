"""What an entry of a text shows, and how the log forgets what somebody wrote in one."""

from __future__ import annotations

from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.texts import actions, blotting
from polylogue.texts.merging import Done
from polylogue.texts.models import Change


@resolve_with("texts.changed")
def resolve_changes(entries: list[Entry]) -> Resolved:
    places = {(entry.stream_id, entry.seq) for entry in entries}
    found = Change.objects.filter(
        text__stream__in={stream for stream, _ in places}, seq__in={seq for _, seq in places}
    ).values_list("text__stream_id", "seq", "operation")
    return {
        (stream, seq): {"op": operation}
        for stream, seq, operation in found
        if (stream, seq) in places
    }


@forget_with("texts.changed")
def forget_change(entry: Entry) -> None:
    """Blots out what this change inserted, and takes what is left of it out of the text.

    The blots are as long as the words were: whatever was written meanwhile still finds its place.
    """
    changes = Change.objects.filter(text__stream=entry.stream_id, seq=entry.seq)
    for change in changes.select_related("text"):
        later = Change.objects.filter(text=change.text, revision__gt=change.revision)
        operations = later.order_by("revision").values_list("operation", flat=True)
        left = blotting.what_is_left_of(change.operation, operations)
        change.operation = blotting.blotted(change.operation)
        change.save(update_fields=["operation"])
        if left:
            by = User.objects.system().pk
            actions.write(change.text, Done(f"forget-{entry.seq}", left), by=by)
