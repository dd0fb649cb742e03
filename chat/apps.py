from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from chat import choices, commands, entries, panels, policies, resolving  # noqa: F401 - they register
