from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "breakout.reports"

    def ready(self) -> None:
        from breakout.reports import (  # noqa: F401 - they register
            entries,
            introducing,
            policies,
            recording,
            surfaces,
        )
