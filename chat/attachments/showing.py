"""What pages and transcripts show of attachments."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from chat import looks
from chat.attachments import policies
from chat.attachments.limits import FILES_OF_A_MESSAGE
from chat.attachments.models import File
from polylogue.kit.uploads import limits, pictures
from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import on_stage

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,application/pdf"

looks.declare("attachments", "attachments/_files.html", is_said=True)


def as_mark(file: File) -> dict[str, Any]:
    """What a message shows of a file; its size on the page is known before it is loaded."""
    shown: dict[str, Any] = {
        "id": str(file.pk),
        "kind": file.kind,
        "name": file.name,
        "size": file.size,
    }
    if file.width and file.height:
        width, height = pictures.fitted(file.width, file.height)
        shown |= {"alt": file.alt, "width": width, "height": height}
    return shown


@looks.tells("attachments")
def told_files(stream: int, files: list[dict[str, Any]]) -> list[str]:
    """Name, what a picture shows, and the address, at which it is asked who may see it."""
    room = Room.objects.select_related("dialogue").get(stream=stream)
    place = f"{settings.ORIGINS[0]}{room.get_absolute_url()}files/"
    return [" · ".join(filter(None, (f["name"], f.get("alt"), f"{place}{f['id']}"))) for f in files]


@on_stage("attachments/_stage.html")
def limits_here(visit: Visit) -> dict[str, Any] | None:
    """What the browser needs to know to attach something; nothing for whoever may not."""
    if not (visit.by.may(policies.ATTACH) and visit.room.is_open):
        return None
    return {
        "accepted": ACCEPTED,
        "most_bytes": limits.most_bytes(),
        "megabytes": settings.ATTACHMENT_MEGABYTES,
        "most_files": FILES_OF_A_MESSAGE,
        "alt_length": limits.ALT_LENGTH,
    }
