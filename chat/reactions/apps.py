from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    name = "chat.reactions"

    def ready(self) -> None:
        from chat.reactions import commands, counting, entries, policies, showing, surfaces  # noqa: F401 - they register
