from django.apps import AppConfig


class ScriptsConfig(AppConfig):
    name = "breakout.scripts"

    def ready(self) -> None:
        from breakout.scripts import (  # noqa: F401 - they register
            becoming,
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
