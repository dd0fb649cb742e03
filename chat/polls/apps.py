from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "chat.polls"

    def ready(self) -> None:
        from chat.polls import (  # noqa: F401 - they register
            closing,
            commands,
            counting,
            entries,
            panels,
            policies,
            recording,
            searching,
            surfaces,
            telling,
        )
