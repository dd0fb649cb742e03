from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "polylogue.search"
    label = "search"

    def ready(self) -> None:
        from polylogue.search import following, kinds, policies, surfaces  # noqa: F401 - they register
