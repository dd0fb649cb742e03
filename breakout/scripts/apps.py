from django.apps import AppConfig


class ScriptsConfig(AppConfig):
    name = "breakout.scripts"

    def ready(self) -> None:
        from breakout.scripts import (  # noqa: F401 - they register
            boards,
            clockwork,
            commands,
            entries,
            following,
            panels,
            policies,
            silence,
            surfaces,
            telling,
        )
