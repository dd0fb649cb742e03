"""A transcript as a file: JSON Lines for machines, Markdown for people, a piece at a time.

    transcript = transcript_of(dialogue)            # or transcript_of(dialogue, room)
    for line in jsonl(transcript): ...              # bytes, one line each
    for piece in markdown(transcript): ...          # str

Both read the log in pages, so that a transcript of any length takes the same memory, and give
the same bytes again as long as nothing changes.
"""

from polylogue.transcripts.cut import Part, Transcript, transcript_of
from polylogue.transcripts.jsonlines import jsonl
from polylogue.transcripts.markdown import markdown

__all__ = ["Part", "Transcript", "jsonl", "markdown", "transcript_of"]
