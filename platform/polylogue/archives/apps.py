from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ArchivesConfig(AppConfig):
    name = "polylogue.archives"
    label = "archives"

    def ready(self) -> None:
        autodiscover_modules("archiving")
