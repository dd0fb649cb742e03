"""Pictures of the tests: kept as a browser does it, and laid on a board."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from polylogue.people.models import User
from tests.chat.attachments.test_intake import picture
from tests.support import cast
from tests.whiteboard import scenes
from whiteboard.models import Board

TEAL = (0, 128, 128)
"""Of all that a picture shows; nothing else on a board has this colour."""


def shows_teal(drawn: Image.Image, least: int = 100) -> bool:
    """Whether a picture can be seen in it."""
    found = drawn.convert("RGB").getcolors(1 << 24) or []
    near = [n for n, rgb in found if all(abs(a - b) < 12 for a, b in zip(rgb, TEAL, strict=True))]
    return sum(near) >= least


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def url(board: Board, name: str, *more: Any) -> str:
    return reverse(f"pictures:{name}", args=[board.room.dialogue.slug, board.pk, *more])


def bring(
    client: Client, board: Board, content: bytes, name: str = "roof.png", key: str = "", **more: Any
) -> HttpResponse:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    where = url(board, "add" if more else "upload")
    return client.post(where, {"key": key or cast.new_key(), "file": file, **more})


def kept(client: Client, board: Board, **how: Any) -> dict[str, Any]:
    """What the server says of a picture that it has taken."""
    answer = bring(client, board, picture(**how))
    assert answer.status_code == 201, answer.content
    said: dict[str, Any] = answer.json()
    return said


def laid(
    client: Client, board: Board, by: User, alt: str = "A green roof", **more: Any
) -> tuple[str, str]:
    """The piece that shows a picture, and the file."""
    file = kept(client, board)["id"]
    return scenes.put(board, by, "image", fields={"file": file, "alt": alt}, **more), file
