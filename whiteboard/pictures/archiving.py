"""What an archive holds of pictures on boards: their rows and their bytes."""

from polylogue.kit.archiving import job_left_out, table
from polylogue.kit.uploads import limits, pictures, sniffing, storing
from whiteboard.pictures.intake import FOLDER
from whiteboard.pictures.models import Picture

SMALL = "image/webp"


def store(picture: Picture, column: str, content: bytes) -> str:
    """Takes in bytes from an archive if they are what their row says; a Refusal otherwise."""
    found = sniffing.kind_of(content)
    media_type = picture.media_type if column == "content" else SMALL
    if len(content) > limits.most_bytes():
        raise limits.TooLarge
    if found is None or found == "PDF" or f"image/{found.lower()}" != media_type:
        raise limits.OtherKind
    ending = pictures.ENDINGS.get(found, found.lower())
    return storing.store(
        FOLDER, picture.pk, "small.webp" if column == "thumbnail" else ending, content
    )


table(
    "pictures.Picture",
    within="board__stream",
    stored="content thumbnail",
    store=store,
    shares=True,
    where={"piece__gt": ""},
)
job_left_out("board.remove_pictures", "bytes of the storage whose rows are gone")
job_left_out("board.clear_pictures", "done once a day by each installation")
