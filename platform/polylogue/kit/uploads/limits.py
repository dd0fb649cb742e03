"""How large a file may be, and what is said of one that is not taken."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from polylogue.kit.refusals import Invalid

ALT_LENGTH = 500
NAME_LENGTH = 120
KEPT_UNUSED = timedelta(days=1)
COUNTED_OVER = timedelta(hours=1)


def most_bytes() -> int:
    megabytes: int = settings.ATTACHMENT_MEGABYTES
    return megabytes * 1024 * 1024


def most_pixels() -> int:
    megapixels: int = settings.ATTACHMENT_MEGAPIXELS
    return megapixels * 1_000_000


class TooLarge(Invalid):
    code = "too-large"
    status = 413

    def __init__(self) -> None:
        said = _("This file is too large: %(n)s MB is the most.") % {
            "n": settings.ATTACHMENT_MEGABYTES
        }
        super().__init__(said)


class TooManyPixels(Invalid):
    code = "too-many-pixels"

    def __init__(self) -> None:
        said = _(
            "This picture has too many pixels: %(n)s million are the most. Please make it smaller."
        )
        super().__init__(said % {"n": settings.ATTACHMENT_MEGAPIXELS})


class TooMany(Invalid):
    code = "too-many-files"
    status = 429

    def __init__(self) -> None:
        super().__init__(
            _("You have attached a lot in the last hour. Please wait before you attach more.")
        )


class OtherKind(Invalid):
    code = "other-kind"
    status = 415

    def __init__(self, said: str = "") -> None:
        super().__init__(
            said or _("Only pictures (JPEG, PNG, WebP, GIF) and PDF files can be attached.")
        )


class Damaged(Invalid):
    code = "damaged"

    def __init__(self) -> None:
        super().__init__(_("This file is damaged or incomplete. Please try another copy of it."))
