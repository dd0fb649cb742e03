from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from polylogue.dialogues.roles import rendered


class Command(BaseCommand):
    help = "Prints docs/roles.md from the policy table."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(rendered(), ending="")
