from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "polylogue.log"
    label = "log"

    def ready(self) -> None:
        from polylogue.log import redaction  # noqa: F401 - it registers its kind
