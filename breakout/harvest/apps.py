from django.apps import AppConfig


class HarvestConfig(AppConfig):
    name = "breakout.harvest"
    label = "harvest"

    def ready(self) -> None:
        from breakout.harvest import (  # noqa: F401 - they register
            commands,
            entries,
            panels,
            policies,
            promoting,
            recording,
            resolving,
            searching,
            sheets,
            surfaces,
            telling,
        )
