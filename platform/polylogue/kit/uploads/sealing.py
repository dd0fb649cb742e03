"""How files go out: whatever one holds, it runs nowhere, loads nothing and is framed by nobody."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from polylogue.kit.refusals import NotFound
from polylogue.kit.uploads import storing

SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"


def sealed(stored: str, media_type: str, name: str, *, is_download: bool = False) -> HttpResponse:
    """An answer whose content does nothing, wherever it is opened; whoever calls has asked who may see it."""
    try:
        response = HttpResponse(storing.read(stored), content_type=media_type)
    except FileNotFoundError:
        raise NotFound from None
    response["Content-Disposition"] = content_disposition_header(is_download, name) or ""
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
