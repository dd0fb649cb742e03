from django.apps import AppConfig


class WhiteboardConfig(AppConfig):
    name = "whiteboard"

    def ready(self) -> None:
        from whiteboard import (  # noqa: F401 - they register
            commands,
            entries,
            forgetting,
            hands,
            panels,
            policies,
            resolving,
            searching,
            surfaces,
            telling,
        )
        from whiteboard.history import forgetting as forgetting_the_past  # noqa: F401
        from whiteboard.promoting import entries as promoted  # noqa: F401 - it registers
        from whiteboard.promoting import target  # noqa: F401 - it registers
        from whiteboard.wall import cards  # noqa: F401 - it registers
