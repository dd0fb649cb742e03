"""What an archive holds of attachments: their rows and their bytes."""

from __future__ import annotations

from typing import TypedDict

from chat.attachments.intake import FOLDER
from chat.attachments.models import File
from polylogue.kit.archiving import Keyed, Ref, job_left_out, many, mark, table
from polylogue.kit.uploads import limits, pictures, sniffing, storing

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "PDF": "application/pdf",
}


class Shown(TypedDict):
    """What every message says of its files."""

    id: int
    kind: str
    name: str
    size: int


def store(file: File, column: str, content: bytes) -> str:
    """Takes in bytes from an archive if they are what their row says; an Invalid otherwise."""
    found = sniffing.kind_of(content)
    media_type = file.media_type if column == "content" else "image/webp"
    if len(content) > limits.most_bytes():
        raise limits.TooLarge
    if found is None or MEDIA_TYPES[found] != media_type:
        raise limits.OtherKind
    if (found == "PDF") != (file.kind == File.Kind.PDF):
        raise limits.OtherKind
    ending = pictures.ENDINGS.get(found, found.lower())
    return storing.store(
        FOLDER, file.pk, "small.webp" if column == "thumbnail" else ending, content
    )


table(
    "attachments.File",
    within="stream",
    numbers="seq",
    stored="content thumbnail",
    store=store,
)
mark("attachments", many(Keyed({"id": Ref("attachments.File")}, of=Shown)))
job_left_out("attachments.remove", "bytes of the storage whose rows are gone")
job_left_out("attachments.clear", "done once a day by each installation")
