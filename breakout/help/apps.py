from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "breakout.help"
    label = "help_calls"

    def ready(self) -> None:
        from breakout.help import (  # noqa: F401 - they register
            closing,
            commands,
            entries,
            panels,
            policies,
            resolving,
            surfaces,
        )
