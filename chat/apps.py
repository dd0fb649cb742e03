from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from chat import commands, entries, panels, policies, resolving  # noqa: F401 - they register
