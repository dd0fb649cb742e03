"""The extract to pass on, as Markdown: what was said under a rule that lets it leave its room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.markdown import markdown


def outside(transcript: Transcript) -> Transcript:
    """The same, as far as it may be passed on; boards stay, and what concerned the dialogue as a whole."""
    choices = msgspec.structs.replace(transcript.choices, purpose=Purpose.OUTSIDE, kept=False)
    return replace(transcript, choices=choices)


def extract(transcript: Transcript) -> Iterator[str]:
    return markdown(outside(transcript))
