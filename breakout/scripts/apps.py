from django.apps import AppConfig


class ScriptsConfig(AppConfig):
    name = "breakout.scripts"

    def ready(self) -> None:
        from breakout.scripts import entries, policies, surfaces  # noqa: F401 - they register
