from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "polylogue.config"
    label = "config"

    def ready(self) -> None:
        from polylogue.config import housekeeping, surfaces  # noqa: F401 - they register
