from django.apps import AppConfig


class TranscriptsConfig(AppConfig):
    name = "polylogue.transcripts"
    label = "transcripts"

    def ready(self) -> None:
        from polylogue.transcripts import (  # noqa: F401 - they register
            entries,
            making,
            policies,
            surfaces,
        )
