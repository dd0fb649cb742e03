"""What the stream of a dialogue can hold about its transcripts."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("transcripts.transcript_downloaded")
class TranscriptDownloaded(Fact, frozen=True):
    """Somebody was given the transcript of a room, or of the whole dialogue. For the crew only."""

    download: int
    room: int | None
    title: str
    format: str

    def describe(self, who: str) -> str:
        return f"{who} downloaded the transcript of “{self.title}” ({self.format})"
