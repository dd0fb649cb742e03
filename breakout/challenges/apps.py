from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "breakout.challenges"

    def ready(self) -> None:
        from breakout.challenges import (  # noqa: F401 - they register
            entries,
            policies,
            searching,
            surfaces,
            telling,
        )
