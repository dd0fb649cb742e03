from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "rooms"

    def ready(self) -> None:
        from rooms import commands, entries, policies, reach, surfaces  # noqa: F401 - they register
