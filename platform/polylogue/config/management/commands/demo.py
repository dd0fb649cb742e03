"""Loads the demo event, or lets simulated participants talk in it."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from polylogue.config.demo import live, loading
from polylogue.dialogues.models import Dialogue


class Command(BaseCommand):
    help = "Load the demo event of 32 people, or (--live) watch simulated participants talk in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="make a new one beside the old")
        parser.add_argument("--live", action="store_true", help="let simulated participants talk")
        parser.add_argument("--minutes", type=float, default=10.0, help="how long they talk")
        parser.add_argument("--people", type=int, default=12, help="how many talk")
        site = settings.CSRF_TRUSTED_ORIGINS[0]
        parser.add_argument("--url", default=site, help="the site, on this machine")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo event is not for production.")
        dialogue = self._load(fresh=options["fresh"])
        if options["live"]:
            self._talk(dialogue, options)
        else:
            self._say_where(dialogue, options["url"])

    def _load(self, *, fresh: bool) -> Dialogue:
        latest = loading.latest()
        if latest and not fresh and loading.is_complete(latest):
            self.stdout.write("The demo event is there (--fresh makes a new one).")
            return loading.dialogue_of(latest)
        edition = latest if latest and not loading.is_complete(latest) else latest + 1
        started = time.monotonic()
        dialogue = loading.load(edition, say=lambda text: self.stdout.write(f"  {text}"))
        self.stdout.write(f"Loaded the demo event in {time.monotonic() - started:.1f} s.")
        return dialogue

    def _talk(self, dialogue: Dialogue, options: dict[str, Any]) -> None:
        try:
            live.run(
                dialogue,
                options["url"],
                minutes=options["minutes"],
                people=options["people"],
                say=self.stdout.write,
            )
        except live.NotHere as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _say_where(self, dialogue: Dialogue, url: str) -> None:
        self.stdout.write(
            f"\n{dialogue.title}\n"
            f"  Sign in with one click:  {url}/demo/\n"
            f"  The dialogue:            {url}/d/{dialogue.slug}/\n"
            f"  Let people talk in it:   polylogue demo --live\n"
        )
