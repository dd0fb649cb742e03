from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "polylogue.texts"
    label = "texts"

    def ready(self) -> None:
        from polylogue.texts import commands, entries, resolving, surfaces  # noqa: F401 - they register
