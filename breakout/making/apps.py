from django.apps import AppConfig


class MakingConfig(AppConfig):
    name = "breakout.making"

    def ready(self) -> None:
        from breakout.making import (  # noqa: F401 - they register
            boards,
            choosing,
            entries,
            expecting,
            panels,
            surfaces,
            ways,
        )
