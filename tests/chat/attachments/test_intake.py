"""Uploads: what is taken, what it is made into, and what is refused, whatever it calls itself."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from chat.attachments import intake
from polylogue.kit.uploads import limits, pictures

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _storage(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def picture(format_="PNG", size=(60, 40), mode="RGB", **how):
    out = io.BytesIO()
    Image.new(mode, size, how.pop("colour", "teal")).save(out, format_, **how)
    return out.getvalue()


def take(content, name, plenary, cleo):
    upload = SimpleUploadedFile(name, content, content_type="image/png")
    return intake.take(upload, plenary, cleo.pk)


def opened(file):
    return Image.open(io.BytesIO(file.read(file.content)))


@pytest.mark.parametrize(
    ("format_", "kept"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP"), ("GIF", "PNG")]
)
def test_a_picture_is_drawn_anew_and_has_a_small_one(plenary, cleo, format_, kept):
    file = take(picture(format_, (1600, 900)), "roof.xyz", plenary, cleo)
    assert (file.kind, file.media_type) == ("image", f"image/{kept.lower()}")
    assert (opened(file).format, opened(file).size) == (kept, (1600, 900))
    assert Image.open(io.BytesIO(file.read(file.thumbnail))).size == (640, 360)
    assert file.name == f"roof.{pictures.ENDINGS[kept]}"


def test_places_and_other_remarks_in_a_picture_are_not_kept(plenary, cleo):
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "CANARY-CAMERA", {1: "N", 2: (23.0, 59.0, 1.0)}
    remarks = PngImagePlugin.PngInfo()
    remarks.add_text("Comment", "CANARY-COMMENT")
    for content in (
        picture("JPEG", exif=exif, comment=b"CANARY-COMMENT"),
        picture("PNG", pnginfo=remarks),
        picture("WEBP", exif=exif, xmp=b"<x>CANARY-XMP</x>"),
    ):
        assert b"CANARY" in content
        file = take(content, "x.jpg", plenary, cleo)
        assert b"CANARY" not in file.read(file.content) + file.read(file.thumbnail)
        assert not opened(file).getexif() and "comment" not in opened(file).info


def test_a_picture_that_lies_on_its_side_is_put_upright(plenary, cleo):
    exif = Image.Exif()
    exif[0x0112] = 6
    file = take(picture("JPEG", (80, 20), exif=exif), "x.jpg", plenary, cleo)
    assert (file.width, file.height) == (20, 80)


def test_what_can_be_seen_through_stays_so(plenary, cleo):
    content = picture("PNG", mode="RGBA", colour=(0, 90, 90, 0))
    assert opened(take(content, "x.png", plenary, cleo)).mode == "RGBA"


def test_only_the_first_picture_of_a_moving_one_is_kept(plenary, cleo):
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(take(out.getvalue(), "x.gif", plenary, cleo)), "n_frames", 1) == 1


def test_a_very_large_picture_is_made_smaller(plenary, cleo):
    file = take(picture("JPEG", (6000, 3000)), "x.jpg", plenary, cleo)
    assert (file.width, file.height) == (4096, 2048)


def test_a_pdf_is_kept_as_it_is(plenary, cleo):
    file = take(PDF, "../../Plan for the river.exe", plenary, cleo)
    assert (file.kind, file.name) == ("pdf", "Plan for the river.pdf")
    assert file.read(file.content) == PDF


def test_bytes_after_a_picture_are_not_kept(plenary, cleo):
    """A file that is two things at once: a picture in front, a page or an archive behind."""
    for behind in (HTML, b"PK\x03\x04CANARY", b"<?php CANARY ?>"):
        file = take(picture("JPEG") + behind, "x.jpg", plenary, cleo)
        assert behind not in file.read(file.content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", HTML),
        ("drawing.png", SVG),
        ("drawing.svg", b"<?xml version='1.0'?>" + SVG),
        ("notes.pdf", b"plain text"),
        ("later.pdf", HTML + PDF),
        ("archive.jpg", b"PK\x03\x04"),
        ("old.bmp", picture("BMP")),
        ("print.tiff", picture("TIFF")),
        ("icon.ico", picture("ICO", (16, 16))),
        ("program.png", b"MZ\x90\x00"),
        ("words.webp", b"RIFF\x00\x00\x00\x00AVI "),
    ],
)
def test_the_bytes_decide_what_is_taken(plenary, cleo, name, content, tmp_path):
    with pytest.raises(limits.OtherKind):
        take(content, name, plenary, cleo)
    assert list(tmp_path.rglob("*.*")) == []


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG", (300, 300))[:-60],
        picture("JPEG", (300, 300), quality=95)[:700],
        picture("WEBP", (300, 300))[:40],
        picture("GIF", (300, 300))[:30],
        b"\x89PNG\r\n\x1a\n" + HTML,
        b"\xff\xd8\xff" + HTML,
        b"GIF89a" + HTML,
        PDF[:-8],
        b"",
    ],
    ids=[
        "png",
        "jpeg",
        "webp",
        "gif",
        "html-in-png",
        "html-in-jpeg",
        "html-in-gif",
        "pdf",
        "empty",
    ],
)
def test_what_is_cut_off_or_only_begins_like_a_picture_is_refused(plenary, cleo, content):
    with pytest.raises(limits.Damaged):
        take(content, "x.png", plenary, cleo)


def bomb(width, height):
    """A PNG of few bytes that says it is huge."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 5_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_unfolds_to_more_than_is_allowed_is_refused_unopened(plenary, cleo, size):
    with pytest.raises(limits.TooManyPixels):
        take(bomb(*size), "x.png", plenary, cleo)


def test_a_file_that_is_too_large_is_refused(plenary, cleo, settings):
    settings.ATTACHMENT_MEGABYTES = 1
    with pytest.raises(limits.TooLarge, match="1 MB"):
        take(PDF + b" " * 1024 * 1024, "x.pdf", plenary, cleo)


def test_files_are_private_to_the_server(plenary, cleo):
    file = take(PDF, "x.pdf", plenary, cleo)
    assert default_storage.path(file.content).endswith(".pdf")
    mode = __import__("pathlib").Path(default_storage.path(file.content)).stat().st_mode
    assert mode & 0o077 == 0
