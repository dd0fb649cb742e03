from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "chat.questions"

    def ready(self) -> None:
        from chat.questions import (  # noqa: F401 - they register
            commands,
            entries,
            policies,
            resolving,
            searching,
            showing,
            surfaces,
            voting,
        )
