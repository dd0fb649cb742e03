"""The manifest of an export: what its files are, what they tell, and a signature of all that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.core import signing

from polylogue.log.models import Entry
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.models import Export

FORMAT = "polylogue-export/1"
NAME = "manifest.json"
ROWS = 5000
Manifest = dict[str, Any]


def made(export: Export, transcript: Transcript, files: list[Manifest]) -> bytes:
    dialogue = transcript.dialogue
    told: Manifest = {
        "format": FORMAT,
        "export": str(export.pk),
        "dialogue": {"slug": dialogue.slug, "title": dialogue.title},
        "asked_at": export.asked_at.astimezone(UTC).isoformat(timespec="seconds"),
        "choices": export.choices,
        "reader": transcript.reader,
        "streams": [stream(part) for part in transcript.parts],
        "files": files,
    }
    return json.dumps(told | {"signature": signature(told)}, ensure_ascii=False, indent=1).encode()


def stream(part: Part) -> Manifest:
    """First and last entry of a stream, and a hash of all between: their numbers, kinds and times."""
    first = min(part.since + 1, part.head)
    return {
        "stream": part.stream,
        "epoch": part.epoch,
        "first": first,
        "last": part.head,
        "sha256": fingerprint(part.stream, first, part.head),
    }


def fingerprint(stream: int, first: int, last: int) -> str:
    """It stays when words are removed for good, and changes when an entry is missing or another one."""
    digest = hashlib.sha256()
    for seq, kind, at in _rows(stream, first, last):
        digest.update(f"{seq} {kind} {at.astimezone(UTC).isoformat()}\n".encode())
    return digest.hexdigest()


def signature(told: Manifest) -> str:
    """Made with the secret of this installation, which alone can tell whether it is right."""
    return _signer().signature(_canonical(told))


def is_signed(found: Manifest) -> bool:
    told = {name: value for name, value in found.items() if name != "signature"}
    try:
        _signer().unsign(f"{_canonical(told)}:{found.get('signature', '')}")
    except signing.BadSignature:
        return False
    return True


def _signer() -> signing.Signer:
    return signing.Signer(salt="polylogue.transcripts.manifest")


def _canonical(told: Manifest) -> str:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _rows(stream: int, first: int, last: int) -> Iterator[Any]:
    for start in range(first, last + 1, ROWS):
        found = Entry.objects.filter(stream=stream, seq__range=(start, min(last, start + ROWS - 1)))
        yield from found.order_by("seq").values_list("seq", "kind", "at")
