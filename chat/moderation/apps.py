from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "chat.moderation"

    def ready(self) -> None:
        from chat.moderation import (  # noqa: F401 - they register
            commands,
            entries,
            muting,
            pacing,
            policies,
            removing,
            resolving,
            showing,
            surfaces,
        )
