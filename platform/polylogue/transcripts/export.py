"""A transcript as a file, a piece at a time: each form has a function of its name in a module of its own.

    transcript = transcript_of(dialogue)            # or transcript_of(dialogue, room, choices=...)
    for line in jsonl(transcript): ...              # bytes, one line each
    for piece in markdown(transcript): ...          # str

All read the log in pages, so that a transcript of any length takes the same memory, and give
the same bytes again as long as nothing changes.
"""

from polylogue.transcripts.choices import Choices, Naming, Purpose
from polylogue.transcripts.cut import Part, Transcript, transcript_of
from polylogue.transcripts.html import html
from polylogue.transcripts.json_document import json_document
from polylogue.transcripts.jsonlines import jsonl
from polylogue.transcripts.markdown import markdown

__all__ = [
    "Choices",
    "Naming",
    "Part",
    "Purpose",
    "Transcript",
    "html",
    "json_document",
    "jsonl",
    "markdown",
    "transcript_of",
]
