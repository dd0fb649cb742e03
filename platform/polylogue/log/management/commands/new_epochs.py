from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from polylogue.log.models import Stream, new_epoch


class Command(BaseCommand):
    help = (
        "Tells all browsers that history is another one: after a backup was restored, or the database"
        " failed over to a copy that may be behind. Open pages then load anew."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        streams = list(Stream.objects.only("pk"))
        for stream in streams:
            stream.epoch = new_epoch()
        Stream.objects.bulk_update(streams, ["epoch"], batch_size=200)
        self.stdout.write(f"{len(streams)} streams have a new epoch.")
