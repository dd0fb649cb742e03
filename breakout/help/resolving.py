"""What entries about calls show now, and how what a call was about is removed for good."""

from __future__ import annotations

from breakout.help.models import HelpCall
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Audience, Entry


@resolve_with("help.called")
def resolve_calls(entries: list[Entry]) -> Resolved:
    """To the crew, what it is about."""
    for_crew = [entry for entry in entries if entry.audience == Audience.CREW]
    calls = HelpCall.objects.in_bulk({entry.data["call"] for entry in for_crew})
    return {
        (entry.stream_id, entry.seq): {"words": call.words}
        for entry in for_crew
        if (call := calls.get(entry.data["call"])) and call.words
    }


@forget_with("help.called")
def forget_words(entry: Entry) -> None:
    HelpCall.objects.filter(pk=entry.data["call"]).update(words="")
