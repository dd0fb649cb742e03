from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "polylogue.config"
    label = "config"

    def ready(self) -> None:
        from polylogue.config import housekeeping  # noqa: F401 - it registers
