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


@kind("transcripts.export_asked")
class ExportAsked(Fact, frozen=True):
    """Staff had files made of the dialogue; `kept`: with the words of what was hidden or deleted.

    `purpose` is the record, or what may be passed on. For the crew only.
    """

    export: str
    purpose: str
    forms: list[str]
    kept: bool

    def describe(self, who: str) -> str:
        what = "the record" if self.purpose == "record" else "what may be passed on"
        kept = ", with what was hidden or deleted" if self.kept else ""
        return f"{who} had {what} made as {', '.join(self.forms)}{kept}"


@kind("transcripts.export_fetched")
class ExportFetched(Fact, frozen=True):
    """Somebody was given the files that were made. For the crew only."""

    export: str
    download: int

    def describe(self, who: str) -> str:
        return f"{who} downloaded the files of an export"
