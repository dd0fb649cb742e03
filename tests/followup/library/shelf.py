"""Good practices for the library, set on the shelf at once: what they say is in corpus.json."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from polylogue.dialogues.models import Dialogue
from polylogue.followup.library import listing
from polylogue.followup.models import Edition, Listing, Practice

HERE = Path(__file__).parent
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
CORPUS: list[dict[str, Any]] = json.loads((HERE / "corpus.json").read_text())
QUERIES: list[str] = json.loads((HERE / "queries.json").read_text())


def put(dialogue: Dialogue, *, open_to: str = "network", **said: Any) -> Practice:
    """One that its authors have opened, without the messages that it comes from."""
    number = Practice.objects.count()
    practice = _practice(dialogue, number, open_to, said)
    practice.save()
    _edition(practice, said).save()
    listing.renew(practice)
    return practice


def put_all(dialogue: Dialogue, *, open_to: str = "network") -> dict[int, str]:
    """The whole corpus; the key of each by its id."""
    said = [dict(one) for one in CORPUS]
    made = [_practice(dialogue, number, open_to, one) for number, one in enumerate(said)]
    practices = Practice.objects.bulk_create(made)
    Edition.objects.bulk_create(_edition(p, one) for p, one in zip(practices, said, strict=True))
    Listing.objects.bulk_create(row for practice in practices for row in listing.rows(practice))
    return {practice.pk: one["key"] for practice, one in zip(practices, CORPUS, strict=True)}


def _practice(dialogue: Dialogue, number: int, open_to: str, said: dict[str, Any]) -> Practice:
    return Practice(
        dialogue=dialogue,
        home=dialogue.stream,
        pinned_by=dialogue.participations.order_by("pk")[0].person,
        pinned_at=BEGAN + timedelta(hours=number),
        visibility=open_to,
        open_to=open_to,
        open_edition=1,
        open_naming=said.get("naming", "named"),
    )


def _edition(practice: Practice, said: dict[str, Any]) -> Edition:
    about = {name: value for name, value in said.items() if name not in {"key", "naming"}}
    return Edition(practice=practice, number=1, written_by=practice.pinned_by, **about)
