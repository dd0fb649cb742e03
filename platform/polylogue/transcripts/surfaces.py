"""What comes out of transcripts: the record for those who keep it, and the extract to pass on."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "transcripts:show",
    "transcripts:download",
    "transcripts:choose",
    "transcripts:own",
    "transcripts:export",
    "transcripts:fetch",
    "transcripts:personal",
)
declare(Kind.PAGE, Layer.OWN, "transcripts:cancel")
declare(
    Kind.EXPORT, Layer.INSIDE, "markdown", "jsonl", "json", "html", "pdf", "docx", "xlsx", "csv"
)
declare(Kind.EXPORT, Layer.INSIDE, "view", "own")
declare(Kind.EXPORT, Layer.KEPT, "kept")
declare(Kind.EXPORT, Layer.OUTSIDE, "extract")
declare(Kind.COMMAND, Layer.INSIDE, "transcript")
