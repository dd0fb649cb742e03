"""Writes the transcript of a dialogue or of one room to standard output or a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from polylogue.dialogues.models import Dialogue
from polylogue.transcripts.export import transcript_of
from polylogue.transcripts.formats import FORMATS
from rooms.models import Room


class Command(BaseCommand):
    help = "Write a transcript, complete and in order, without registering it as a download."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the dialogue, as in its address /d/<slug>/")
        parser.add_argument(
            "--room", type=int, help="number of a room; the whole dialogue if missing"
        )
        parser.add_argument("--format", choices=list(FORMATS), default="markdown")
        parser.add_argument("--output", type=Path, help="a file; standard output if missing")

    def handle(self, *args: Any, **options: Any) -> None:
        dialogue = Dialogue.objects.filter(slug=options["slug"]).first()
        if dialogue is None:
            raise CommandError(f"There is no dialogue {options['slug']}.")
        room = self._room(dialogue, options["room"])
        pieces = FORMATS[options["format"]].write(transcript_of(dialogue, room))
        if path := options["output"]:
            with path.open("wb") as file:
                file.writelines(pieces)
            self.stderr.write(f"Written to {path}.")
        else:
            sys.stdout.buffer.writelines(pieces)

    def _room(self, dialogue: Dialogue, pk: int | None) -> Room | None:
        if pk is None:
            return None
        room = Room.objects.filter(dialogue=dialogue, pk=pk).first()
        if room is None:
            known = ", ".join(f"{r.pk} {r.title}" for r in Room.objects.filter(dialogue=dialogue))
            raise CommandError(f"There is no room {pk} in this dialogue; it has {known}.")
        return room
