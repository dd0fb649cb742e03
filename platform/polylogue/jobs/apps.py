from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "polylogue.jobs"
    label = "jobs"

    def ready(self) -> None:
        from polylogue.jobs import mail  # noqa: F401 - it registers
