from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "breakout.notices"

    def ready(self) -> None:
        from breakout.notices import (  # noqa: F401 - they register
            entries,
            panels,
            policies,
            resolving,
            surfaces,
        )
