from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "polylogue.log"
    label = "log"

    def ready(self) -> None:
        from polylogue.log import redaction, surfaces  # noqa: F401 - they register
