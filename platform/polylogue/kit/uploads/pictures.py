"""Pictures are drawn anew: what is kept is pixels, none of the bytes or remarks that came with them."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass

from PIL import Image, ImageOps

from polylogue.kit.refusals import Refusal
from polylogue.kit.uploads import limits
from polylogue.kit.uploads.sniffing import Kind

LONGEST_SIDE = 4096
THUMBNAIL = (640, 480)
SHOWN = (320, 240)
QUALITY = 88
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

# Our own limit, asked right after the header is read, stands in place of Pillow's.
Image.MAX_IMAGE_PIXELS = None
# Two at a time: a picture of the largest size takes half a second and some 300 MB.
_easels = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept, with its size and a small one for the conversation."""

    content: bytes
    format: str
    width: int
    height: int
    thumbnail: bytes

    @property
    def media_type(self) -> str:
        return f"image/{self.format.lower()}"


def draw(content: bytes, kind: Kind) -> Picture:
    """The picture without metadata, upright, the first one if it moves; or a Refusal."""
    with _easels:
        try:
            return _drawn(content, kind)
        except Refusal:
            raise
        except Exception as problem:  # decoders fail in every way there is on hostile files
            raise limits.Damaged from problem


def fitted(width: int, height: int, most: tuple[int, int] = SHOWN) -> tuple[int, int]:
    """The size at which a conversation shows it, or whoever wants another."""
    scale = min(1.0, most[0] / width, most[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _drawn(content: bytes, kind: Kind) -> Picture:
    with Image.open(io.BytesIO(content), formats=[kind]) as opened:
        width, height = opened.size
        if width * height > limits.most_pixels():
            raise limits.TooManyPixels
        opened.load()
        image = _pixels(ImageOps.exif_transpose(opened))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    encoded, format_ = _encoded(image, kind)
    small = image.copy()
    small.thumbnail(THUMBNAIL, Image.Resampling.LANCZOS)
    return Picture(encoded, format_, *image.size, thumbnail=_saved(small, "WEBP"))


def _pixels(image: Image.Image) -> Image.Image:
    """A fresh picture of the same pixels: profiles, comments and places stay behind."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    fresh = Image.new(mode, image.size)
    fresh.paste(image.convert(mode))
    return fresh


def _encoded(image: Image.Image, kind: Kind) -> tuple[bytes, str]:
    """In the format that it came in; one that does not move any more, or is too large, in another."""
    format_ = {"JPEG": "JPEG", "WEBP": "WEBP"}.get(kind, "PNG") if image.mode == "RGB" else "PNG"
    content = _saved(image, format_)
    if len(content) <= limits.most_bytes():
        return content, format_
    return _saved(image, "WEBP"), "WEBP"


def _saved(image: Image.Image, format_: str) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, quality=QUALITY)
    return out.getvalue()
