from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "polylogue.followup"

    def ready(self) -> None:
        from polylogue.followup import (  # noqa: F401 - they register
            entries,
            forgetting,
            indexing,
            inroom,
            marking,
            policies,
            promoting,
            surfaces,
            topics,
        )
        from polylogue.followup.letters import inroom as letters  # noqa: F401 - it registers
