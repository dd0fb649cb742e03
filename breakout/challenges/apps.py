from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "breakout.challenges"

    def ready(self) -> None:
        from breakout.challenges import (  # noqa: F401 - they register
            entries,
            giving,
            harvesting,
            policies,
            promoting,
            searching,
            surfaces,
            telling,
            tiles,
        )
        from breakout.challenges.advice import (  # noqa: F401 - they register, too
            commands,
            panels,
        )
        from breakout.challenges.advice import telling as told  # noqa: F401
