"""Words that were taken out: what was copied goes at once, and the crew reads the rest again."""

from __future__ import annotations

from collections.abc import Iterable

from chat.models import Message, Revision
from polylogue.followup import drafts
from polylogue.followup.models import Edition, Practice, Source
from polylogue.log import journal

WORTH_LOOKING_FOR = 12  # characters; shorter pieces of a text are anybody's


def take_out(practice: Practice, source: Source) -> None:
    """Takes what was copied from a message out of the text, and keeps no earlier one.

    From here on the crew alone sees the practice, until one of them saves it.
    """
    practice.editions.filter(number__lt=practice.edition).delete()
    pieces = copied(source)
    for edition in practice.editions.all():
        _without(edition, pieces, source)
        edition.save()
    practice.earliest = practice.edition + 1
    practice.review_since = journal.now()
    practice.save(update_fields=["earliest", "review_since"])


def finish(practice: Practice) -> None:
    """Somebody of the crew saved it: what it said before is not kept."""
    practice.review_since = None
    practice.editions.filter(number__lt=practice.earliest).delete()


def copied(source: Source) -> list[str]:
    """What a message says and ever said, whole and in paragraphs, the longest first."""
    place = {"stream_id": source.stream_id, "seq": source.seq}
    texts = list(Message.objects.filter(**place).values_list("text", flat=True))
    texts += Revision.objects.filter(**place).values_list("text", flat=True)
    pieces = {piece for text in texts for piece in _pieces(text)}
    return sorted(pieces, key=len, reverse=True)


def _pieces(text: str) -> Iterable[str]:
    yield text.strip()
    yield " ".join(text.split())
    for line in text.splitlines():
        if len(line.strip()) >= WORTH_LOOKING_FOR:
            yield line.strip()


def _without(edition: Edition, pieces: list[str], source: Source) -> None:
    for name in (*drafts.LINES, *drafts.TEXTS):
        text = getattr(edition, name)
        for piece in pieces:
            text = _cut(text, piece)
        # A title is often a message's beginning.
        if name in drafts.LINES and any(piece.startswith(text.rstrip("…")) for piece in pieces):
            text = ""
        setattr(edition, name, text.strip())
    gone = {str(file.pk) for file in drafts.files_of([(source.stream_id, source.seq)])}
    edition.files = [one for one in edition.files if one not in gone]


def _cut(text: str, piece: str) -> str:
    """A short piece only where it stands as a line of its own: within others it is anybody's word."""
    if len(piece) >= WORTH_LOOKING_FOR:
        return text.replace(piece, "")
    return "\n".join(line for line in text.split("\n") if not piece or line.strip() != piece)
