from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "polylogue.people"
    label = "people"

    def ready(self) -> None:
        from polylogue.people import surfaces  # noqa: F401 - it registers
