from django.apps import AppConfig


class BreakoutConfig(AppConfig):
    name = "breakout"

    def ready(self) -> None:
        from breakout import (  # noqa: F401 - they register
            coming_and_going,
            entries,
            panels,
            policies,
            timing,
        )
