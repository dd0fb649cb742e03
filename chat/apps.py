from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from chat import commands, entries, policies, resolving  # noqa: F401 - they register
