"""What comes out of transcripts: the record for those who keep it, and the extract to pass on."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "transcripts:show", "transcripts:download")
declare(Kind.EXPORT, Layer.INSIDE, "markdown", "jsonl")
declare(Kind.EXPORT, Layer.OUTSIDE, "extract")
declare(Kind.COMMAND, Layer.INSIDE, "transcript")
