"""A dialogue as canonical JSON Lines, told without a number of the installation that it is in.

Every entry with what it shows now. Numbers are told by whose they are, found by their size: `apart`
has each table count from its own million on. It knows nothing of what archives declare.

python -m tests.support.canonical apart <billions>     has the tables of a new installation count from there
python -m tests.support.canonical tell <slug>          writes the lines to standard output
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")

GONE = "gone"
LARGE = 1_000_000_000
NUMBERS = re.compile(r"(?<![0-9])[1-9][0-9]{9,}(?![0-9])")
SIGNS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PAGE = 500
OF_THE_INSTALLATION = ("api.Token", "api.Webhook")  # which stay where they are


def numbered() -> list[Any]:
    """The tables that count their rows."""
    from django.apps import apps
    from django.db.models import AutoField

    return [m for m in apps.get_models() if isinstance(m._meta.pk, AutoField)]


def apart(billions: int) -> None:
    """Has each table count from another million of these billions on, so that a number says whose it is."""
    from django.db import connection

    with connection.cursor() as cursor:
        for place, model in enumerate(numbered()):
            if model._meta.pk.get_internal_type() != "BigAutoField":
                continue
            table, start = model._meta.db_table, billions * LARGE + place * 1_000_000
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, start]
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start]
                )


class Teller:
    def __init__(self, slug: str) -> None:
        from polylogue.dialogues.models import Dialogue

        self.dialogue = Dialogue.objects.get(slug=slug)
        self.names: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        from polylogue.log.models import Entry, Stream

        root = self.dialogue.stream
        for stream in [root, *Stream.objects.filter(root=root).order_by("pk")]:
            for after in range(0, stream.head, PAGE):
                seqs = (after + 1, after + PAGE)
                page = list(Entry.objects.filter(stream=stream, seq__range=seqs).order_by("seq"))
                yield from self._page(page)

    def _page(self, page: list[Any]) -> Iterator[str]:
        from polylogue.log import facts

        shown = facts.resolve(page)
        for entry in page:
            told = {
                "stream": entry.stream_id,
                "seq": entry.seq,
                "kind": entry.kind,
                "by": entry.actor_id,
                "at": entry.at.astimezone(UTC).isoformat(),
                "audience": entry.audience,
                "person": entry.person_id,
                "data": entry.data,
                "shown": shown[entry.stream_id, entry.seq],
                "redacted": entry.redacted_at and entry.redacted_at.astimezone(UTC).isoformat(),
            }
            yield json.dumps(self.told(told), sort_keys=True, ensure_ascii=False, default=str)

    def told(self, value: Any) -> Any:
        """The same, numbers of the installation by what they are."""
        if isinstance(value, dict):
            return {self.told(key): self.told(value[key]) for key in sorted(value, key=str)}
        if isinstance(value, (list, tuple)):
            return [self.told(one) for one in value]
        if isinstance(value, str):
            text = value.replace(f"/d/{self.dialogue.slug}/", "/d/…/")
            text = SIGNS.sub(lambda found: self._name(found[0]), text)
            return NUMBERS.sub(lambda found: self._name(found[0]), text)
        is_large = isinstance(value, int) and value >= LARGE
        return self._name(str(value)) if is_large else value

    def _name(self, number: str) -> str:
        """By table and by who came up first; of a row that is gone nobody can tell which table's it was."""
        if number not in self.names:
            whose = _whose(number)
            if whose == GONE:
                return GONE
            self.counts[whose] = self.counts.get(whose, 0) + 1
            self.names[number] = f"{whose}#{self.counts[whose]}"
        return self.names[number]


def _whose(number: str) -> str:
    """Whose number it is; an account is told by its address."""
    if not number.isdigit():
        return "sign"
    place = int(number) % LARGE // 1_000_000
    tables = numbered()
    if place >= len(tables) or not (row := tables[place].objects.filter(pk=number).first()):
        return GONE
    if tables[place]._meta.label in OF_THE_INSTALLATION:
        return GONE
    return f"{tables[place]._meta.label} {getattr(row, 'email', '') or ''}"


def main(task: str, argument: str) -> None:
    import django

    django.setup()
    if task == "apart":
        apart(int(argument))
    else:
        sys.stdout.reconfigure(encoding="utf-8")
        for line in Teller(argument).lines():
            print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
