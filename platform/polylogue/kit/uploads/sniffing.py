"""What a file is: its bytes say so, not its name and not what the browser claims."""

from __future__ import annotations

from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "GIF", "PDF"]

HEAD_BYTES = 16
PDF_TAIL_BYTES = 4096


def kind_of(content: bytes) -> Kind | None:
    """None for all that is not taken, whatever it is called."""
    head = content[:HEAD_BYTES]
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return "PDF" if head.startswith(b"%PDF-") else None


def is_whole_pdf(content: bytes) -> bool:
    """Whether a PDF goes on to its end; what else it holds is never opened on this site."""
    return b"%%EOF" in content[-PDF_TAIL_BYTES:]
