from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "chat.questions"

    def ready(self) -> None:
        from chat.questions import (  # noqa: F401 - they register
            commands,
            concerning,
            entries,
            policies,
            resolving,
            searching,
            showing,
            surfaces,
            voting,
        )
