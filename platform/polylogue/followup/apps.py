from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "polylogue.followup"

    def ready(self) -> None:
        from polylogue.followup import entries, forgetting, indexing, inroom, marking, policies  # noqa: F401 - they register
