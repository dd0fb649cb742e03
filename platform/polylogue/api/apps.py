from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "polylogue.api"
    label = "api"

    def ready(self) -> None:
        from polylogue.api import entries, housekeeping, policies, surfaces  # noqa: F401 - they register
        from polylogue.api.webhooks import courier  # noqa: F401 - the same
