from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from chat import (  # noqa: F401 - they register
            choices,
            commands,
            entries,
            panels,
            policies,
            promoting,
            quotes,
            resolving,
            searching,
            surfaces,
        )
