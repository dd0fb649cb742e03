from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "polylogue.followup"

    def ready(self) -> None:
        from polylogue.followup import entries, forgetting, indexing, inroom, marking, policies  # noqa: F401 - they register
        from polylogue.followup.letters import inroom as letters  # noqa: F401 - it registers
