from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from rooms import schema


class Command(BaseCommand):
    help = "Writes docs/protocol.schema.json and docs/entries.md from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=settings.SITE / "docs")

    def handle(self, *, into: Path, **options: Any) -> None:
        for name, text in documents().items():
            (into / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"wrote {into / name}")


def documents() -> dict[str, str]:
    encoded = msgspec.json.format(msgspec.json.encode(schema.schema()), indent=2)
    return {"protocol.schema.json": encoded.decode() + "\n", "entries.md": schema.entries_page()}
