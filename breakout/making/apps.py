from django.apps import AppConfig


class MakingConfig(AppConfig):
    name = "breakout.making"

    def ready(self) -> None:
        from breakout.challenges import groups
        from breakout.making import (  # noqa: F401 - they register
            cases,
            choosing,
            entries,
            expecting,
            panels,
            surfaces,
            ways,
        )

        groups.declare(in_room=cases.in_room, of=cases.of_person)
